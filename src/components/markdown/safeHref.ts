import { decodeEntities } from './entities.js'

// Control characters, line breaks, what turns the direction of text, and backslashes, which some read as slashes.
// oxlint-disable-next-line no-control-regex -- it is they that are looked for
const forbidden = /[\u0000-\u001f\u007f-\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\\]/
const webScheme = /^https?:\/\/[^/]/i
const otherScheme = /^(?:mailto:[^/]|tel:[+\d])/i

/**
 * Where a link may lead: the web, a mail address, a telephone number. Undefined for everything else, and for
 * whatever could be read in two ways.
 *
 * @param base what relative addresses lead on from, if the app wants them; they stay on its origin
 */
export function safeHref(typed: string, base?: string): string | undefined {
  const href = decodeEntities(typed).trim()
  if (forbidden.test(href)) return undefined
  const isWeb = webScheme.test(href)
  if (isWeb || otherScheme.test(href)) {
    return (isWeb ? webUrl(href) : parse(href))?.href
  }
  if (base === undefined || /^[a-z][a-z\d+.-]*:|^\/\//i.test(href)) return undefined
  const root = parse(base)
  const url = root && webUrl(href, base)
  return url?.origin === root?.origin ? url?.href : undefined
}

/** An address in the web without a name and password in it. */
export function webUrl(href: string, base?: string): URL | undefined {
  const url = parse(href, base)
  const isPlain = url?.username === '' && url.password === '' && url.hostname !== ''
  return isPlain && /^https?:$/.test(url.protocol) ? url : undefined
}

function parse(href: string, base?: string): URL | undefined {
  return URL.canParse(href, base) ? new URL(href, base) : undefined
}

/** No top-level domains, but the ends of many names. */
const fileEnds =
  /\.(?:js|ts|jsx|tsx|mjs|cjs|json|txt|html?|css|scss|xml|csv|ya?ml|toml|pdf|png|jpe?g|svg|env|lock)$/i
const hidden = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const address =
  /(?:[a-z][a-z\d+.-]*:\/\/)?(?:[^\s/@:]+@)?((?:[\p{L}\p{M}\p{N}_-]+\.)+[\p{L}\p{N}-]{2,})/giu

/** Where a link really leads, if its text names another place or if its name may look like another. */
export function realPlace(text: string, href: string): string | undefined {
  const url = new URL(href)
  const isWeb = /^https?:$/.test(url.protocol)
  const place = isWeb ? url.host : decodeURIComponentSafely(url.pathname)
  if (isWeb && url.hostname.split('.').some((label) => label.startsWith('xn--'))) return place
  const shown = text
    .normalize('NFKC')
    .replaceAll(hidden, '')
    .replaceAll(/[。．｡]/g, '.')
  for (const [named, host = ''] of shown.matchAll(address)) {
    if (!named.includes('://') && fileEnds.test(host)) continue
    if (isWeb ? !isSameHost(host, url.hostname) : !place.includes(named)) return place
  }
  return undefined
}

const bare = (host: string) => host.replace(/^www\./, '')

function isSameHost(named: string, host: string): boolean {
  const url = parse(`https://${named}`)
  return url !== undefined && bare(url.hostname) === bare(host)
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
