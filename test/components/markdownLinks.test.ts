import { describe, expect, it } from 'vitest'
import { realPlace, safeHref } from '../../src/components/markdown/safeHref.js'

const tails = ['', '/', '/path', '/a/b.html?c=d&e=f#g', ':8080/x', '/%20', '/ä', '?q=1', '#top']
const hosts = ['a.test', 'www.a.test', 'a-b.c.test', '127.0.0.1', '[::1]', 'münchen.test', 'A.TEST']

const good = [
  ...['http://', 'https://', 'HTTP://', 'hTTps://'].flatMap((scheme) =>
    hosts.flatMap((host) => tails.map((tail) => `${scheme}${host}${tail}`)),
  ),
  ...['a@b.test', 'a.b+c@d.test', 'a@b.test?subject=x'].map((to) => `mailto:${to}`),
  ...['+123', '0123-456', '+1(2)3'].map((to) => `tel:${to}`),
]

const schemes =
  'javascript vbscript data file blob filesystem about ftp ws wss intent view-source jar chrome res ms-word steam sms geo xmpp irc git ssh livescript mocha feed urn cid mid'.split(
    ' ',
  )
const scheme = (name: string) => [
  `${name}:alert(1)`,
  `${name.toUpperCase()}://a.test/`,
  ` ${name}:x`,
  `${name}&colon;x`,
  `${name}&#58;x`,
  `&#x${name.charCodeAt(0).toString(16)};${name.slice(1)}:x`,
  `${name.slice(0, 2)}\t${name.slice(2)}:x`,
]
const bad = [
  ...schemes.flatMap(scheme),
  '',
  ' ',
  '#',
  '/',
  '/path',
  'path',
  '../up',
  '?q',
  '//a.test',
  '///a.test',
  '\\\\a.test',
  ...hosts.flatMap((host) => [
    `//${host}/`,
    `/\\${host}/`,
    `https:${host}`,
    `https:/${host}`,
    `https:\\\\${host}`,
    `https:///${host}`,
    `https://me@${host}/`,
    `https://me:secret@${host}/`,
    `https://bank.test:1@${host}/`,
    `https://${host}/a\\b`,
    `https://${host}/\nx`,
    `https://${host}/\u0000`,
    `https://${host}/\u202ex`,
    `https://${host}/\u200bx`,
    `https://${host}:99999/`,
  ]),
  'https://',
  'https://a b.test/',
  'https://%00/',
  'mailto:',
  'mailto://a.test',
  'tel:',
  'tel:javascript:x',
]

describe('where a link may lead', () => {
  it('is asked of more than four hundred addresses', () => {
    expect(good.length + bad.length).toBeGreaterThan(400)
  })

  it.each(good)('there: %j', (href) => {
    expect(safeHref(href)).toMatch(/^(?:https?:\/\/|mailto:|tel:)/)
  })

  it.each(bad)('not there: %j', (href) => {
    expect(safeHref(href)).toBeUndefined()
  })

  it.each([
    ['/path', 'https://app.test/path'],
    ['path', 'https://app.test/docs/path'],
    ['#top', 'https://app.test/docs/#top'],
    ['//evil.test/', undefined],
    ['/\\evil.test/', undefined],
    ['javascript:alert(1)', undefined],
    ['https://other.test/', 'https://other.test/'],
  ])('with a base that the app gives, %j leads to %j', (href, leads) => {
    expect(safeHref(href, 'https://app.test/docs/')).toBe(leads)
  })
})

describe('the real place of a link (scenario 38)', () => {
  it.each([
    ['bank.test', 'https://evil.test/'],
    ['www.bank.test', 'https://evil.test/'],
    ['https://bank.test', 'https://evil.test/'],
    ['HTTPS://BANK.TEST/login', 'https://evil.test/login'],
    ['http://bank.test:443/', 'https://evil.test/'],
    ['Log in at bank.test now', 'https://evil.test/'],
    ['bank.test/login', 'https://bank.test.evil.test/login'],
    ['bank.test', 'https://evil.test/bank.test'],
    ['bank.test', 'https://evil.test/?bank.test'],
    ['bank.test', 'https://bank-test.evil.test/'],
    ['bank.test', 'https://sub.bank.test/'],
    ['(bank.test)', 'https://evil.test/'],
    ['"bank.test"', 'https://evil.test/'],
    ['bank\u200b.test', 'https://evil.test/'],
    ['bank\u00ad.test', 'https://evil.test/'],
    ['\u202ebank.test', 'https://evil.test/'],
    ['bank。test', 'https://evil.test/'],
    ['bank．test', 'https://evil.test/'],
    ['ｂａｎｋ.test', 'https://evil.test/'],
    ['𝐛𝐚𝐧𝐤.test', 'https://evil.test/'],
    ['bаnk.test', 'https://xn--bnk-7cd.test/'],
    ['click', 'https://xn--bnk-7cd.test/'],
    ['münchen.test', 'https://muenchen.test/'],
    ['a.bank.test', 'https://bank.test/'],
    ['me@bank.test', 'mailto:me@evil.test'],
    ['bank.test', 'mailto:me@evil.test'],
    ['https://bank.test', 'tel:+123'],
    ['user@bank.test', 'https://evil.test/'],
    ['ftp://bank.test', 'https://evil.test/'],
    ['bank.test and evil.test', 'https://evil.test/'],
  ])('is shown beside %j when it is %j', (text, href) => {
    expect(realPlace(text, href)).toBeTypeOf('string')
  })

  it.each([
    ['the manual', 'https://docs.test/'],
    ['docs.test', 'https://docs.test/a/b'],
    ['www.docs.test', 'https://docs.test/'],
    ['https://docs.test/x', 'https://docs.test/y'],
    ['DOCS.test', 'https://docs.test/'],
    ['Node.js', 'https://nodejs.test/'],
    ['config.json', 'https://docs.test/'],
    ['me@docs.test', 'mailto:me@docs.test'],
    ['version 1.2.3', 'https://docs.test/'],
    ['e.g. this', 'https://docs.test/'],
    ['3.5', 'https://docs.test/'],
    ['', 'https://docs.test/'],
  ])('is not shown beside %j when it is %j', (text, href) => {
    expect(realPlace(text, href)).toBeUndefined()
  })
})
