import { describe, expect, it } from 'vitest'
import { checkSchema, drawFields, validateValue } from '../../src/schema/index.js'
import { rows } from './keywordTable.js'

const common =
  '$id $schema $ref $comment title description default readOnly writeOnly examples multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern items maxItems minItems uniqueItems contains maxProperties minProperties required properties patternProperties additionalProperties propertyNames const enum type format contentMediaType contentEncoding if then else allOf anyOf oneOf not'
const drafts = {
  '7': `${common} additionalItems definitions dependencies`,
  '2020-12': `${common} $anchor $dynamicRef $dynamicAnchor $vocabulary $defs prefixItems dependentSchemas dependentRequired unevaluatedItems unevaluatedProperties maxContains minContains deprecated contentSchema`,
}

describe('keywords', () => {
  it.each(['7', '2020-12'] as const)(
    'has a row for each keyword of draft %s and no other',
    (draft) => {
      const listed = Object.keys(rows).filter((name) =>
        ['both', draft].includes(rows[name]?.drafts ?? ''),
      )
      expect(listed.toSorted()).toEqual(drafts[draft].split(' ').toSorted())
    },
  )

  it.each(Object.entries(rows))('does with %s what the table says', (name, row) => {
    const checked = checkSchema(row.schema)
    expect(checked.notes).toEqual([])
    expect(drawFields(checked)).toMatchObject(row.field ?? {})
    expect(drawFields(checked).kind === 'json').toBe(row.drawn === 'raw')
    expect('fits' in row ? validateValue(checked, row.fits) : []).toEqual([])
    const [value, path, keyword = name] = row.fails ?? []
    const faults = row.fails ? validateValue(checked, value) : []
    const wanted = row.fails ? [`${path}: ${keyword}`] : []
    const told = faults.map((fault) => `${fault.path.join('.')}: ${fault.keyword}`)
    expect(told).toEqual(expect.arrayContaining(wanted))
    expect(told.length > 0).toBe(wanted.length > 0)
  })

  it('enforces each keyword of which the table says so', () => {
    const enforced = Object.keys(rows).filter((name) => rows[name]?.validated === 'checked')
    const failing = Object.keys(rows).filter((name) => rows[name]?.fails)
    // What a draft changes shows in what it lets through.
    expect(failing).toEqual(enforced.filter((name) => name !== '$schema'))
  })

  it('says so in a table', () => {
    const lines = Object.entries(rows).map(
      ([name, { drafts: known, drawn, validated }]) =>
        `| ${name} | ${known} | ${drawn} | ${validated} |`,
    )
    const table = [
      '| keyword | drafts | drawn | validated |',
      '| --- | --- | --- | --- |',
      ...lines,
    ].join('\n')
    process.stdout.write(`\n${table}\n`)
    expect(lines).toHaveLength(new Set(Object.values(drafts).join(' ').split(' ')).size)
  })
})
