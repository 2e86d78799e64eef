import { ConfigurationError } from './errors.js'

/** Where relative addresses lead from; nowhere outside a browser. */
export const pageUrl = (): string | undefined =>
  typeof location === 'undefined' ? undefined : location.href

/**
 * The base URL without its last slash.
 *
 * @throws ConfigurationError when nothing can be sent there. The address is not quoted: it may hold a secret
 */
export function checkBaseUrl(baseUrl: string): string {
  // It often comes from the environment, where nothing may be set.
  const given = typeof baseUrl === 'string' ? baseUrl.trim() : ''
  if (!isPlainAddress(given)) {
    throw new ConfigurationError(
      'baseUrl is no address to send to: use http(s)://… without a query, a fragment or a password, ' +
        'or, in a browser, a path from the root such as "/api/assistants". ' +
        'A query belongs to the dialect, a password to the headers.',
    )
  }
  return given.replace(/\/+$/, '')
}

function isPlainAddress(given: string): boolean {
  if (/[?#]/.test(given)) return false
  const page = pageUrl()
  try {
    const { protocol, origin, username, password } = new URL(given, page)
    if (username !== '' || password !== '' || !/^https?:$/.test(protocol)) return false
    if (/^https?:\/\//i.test(given)) return true
    // "//host/path" looks like a path and leads to another host.
    return given.startsWith('/') && origin === new URL(page ?? '').origin
  } catch {
    return false
  }
}

/**
 * Providers give their secret keys tell-tale beginnings or a header of their own; a page must not carry one.
 *
 * @throws ConfigurationError
 */
export function checkKey(headers: Record<string, string>, isAllowed: boolean): void {
  if (isAllowed || typeof window === 'undefined') return
  for (const [name, value] of Object.entries(headers)) {
    if (/^api-key$/i.test(name) || /^(Bearer\s+)?(sk|key|org-sk)-\S{8,}/i.test(value)) {
      throw new ConfigurationError(
        'The headers carry what looks like a secret key, and everyone who opens this page could read it. ' +
          'Put a route handler between the page and the provider (see "A server route" in the README), ' +
          'or set allowKeyInBrowser: true if the page is yours alone.',
      )
    }
  }
}
