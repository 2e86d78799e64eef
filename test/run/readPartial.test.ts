import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPartial } from '../../src/run/index.js'

/** The places of everything that is shown. */
function placesOf(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([name, inner]) => placesOf(inner, `${at}/${name}`))]
}

const written = [
  '{"city":"Lisbon","days":12.5e1,"ok":true,"none":null}',
  ' { "a" : [ 1 , -2.25 , { "b" : "c\\"\\u00e9\\n\\ud83d\\ude00" } ] , "d" : { } , "e" : [ ] } ',
  '{"a":{"b":{"c":[[1,[2]],["x"]]}},"":"empty name","f":false}',
  '{"a":1,"a":2}',
  '[]',
  '"only a text"',
  '12',
]

describe('readPartial', () => {
  it.each(written)(
    'takes nothing away while %s is being written, and ends with the whole',
    (text) => {
      let before: string[] = []
      for (let end = 0; end <= text.length; end++) {
        const { value, isBroken } = readPartial(text.slice(0, end))
        expect(isBroken).toBe(false)
        const places = value === undefined ? [] : placesOf(value)
        expect(places).toEqual(expect.arrayContaining(before))
        before = places
      }
      expect(readPartial(text).value).toEqual(JSON.parse(text))
    },
  )

  it('does so for any JSON, cut anywhere', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, cut) => {
        const part = text.slice(0, cut % (text.length + 1))
        const { value, isBroken } = readPartial(part)
        expect(isBroken).toBe(false)
        const whole = readPartial(text).value
        const all = placesOf(whole)
        const shown = value === undefined ? [] : placesOf(value)
        expect(all).toEqual(expect.arrayContaining(shown))
      }),
    )
  })

  it('never throws, and says what it could read of what is no JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => readPartial(text)).not.toThrow()
        expect(() => readPartial(`{"a":${text}`)).not.toThrow()
      }),
    )
    expect(readPartial('{"a":1,b:2}')).toEqual({ value: { a: 1 }, isBroken: true })
    expect(readPartial('{"a":1}x')).toEqual({ value: { a: 1 }, isBroken: true })
    expect(readPartial('{"a" 1')).toEqual({ value: {}, isBroken: true })
    expect(readPartial('[1 2')).toEqual({ value: [1], isBroken: true })
    expect(readPartial('{"a":tru')).toEqual({ value: {}, isBroken: false })
    expect(readPartial('{"a":trux')).toEqual({ value: {}, isBroken: true })
    expect(readPartial('{"a":"\\x')).toMatchObject({ isBroken: false })
    expect(readPartial('')).toEqual({ value: undefined, isBroken: false })
  })

  it('reaches no prototype, and survives what is deep or long', () => {
    expect(readPartial('{"__proto__":{"polluted":1},"a":1').value).toEqual({ a: 1 })
    expect({}).not.toHaveProperty('polluted')
    expect(readPartial('['.repeat(100_000))).toMatchObject({ isBroken: true })
    expect(readPartial(`{"a":"${'x'.repeat(1_000_000)}`).isBroken).toBe(false)
    expect(readPartial(`{"a":"${'\\n'.repeat(100_000)}`).isBroken).toBe(false)
  })
})
