import { describe, expect, test } from '@jest/globals'
import addFormats from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import { changeNode, countNodes, fill, treeOf, write } from '../../../../../lab/fuzz/json.ts'
import { createTreeArbitrary } from '../../../../../lab/fuzz/schema/arbitrary.ts'
import { checkProperty } from '../../../../support/property.ts'

const schemas = {
  Node: {
    type: 'object',
    properties: {
      name: { type: 'string', minLength: 1, pattern: String.raw`^(?![=\s])[^/;\p{Cc}]+(?<!\s)$` },
      nodes: { type: 'array', maxItems: 3, items: { $ref: '#/components/schemas/Node' } },
    },
    required: ['name'],
    additionalProperties: false,
  },
}
const schema = {
  type: 'object',
  properties: {
    tree: { $ref: '#/components/schemas/Node' },
    size: { type: 'integer', minimum: 1, maximum: 50 },
    share: { type: 'number', minimum: 0, maximum: 1 },
    color: { type: 'string', pattern: '^#[0-9a-f]{6}$' },
    text: { type: ['string', 'null'], minLength: 2, maxLength: 9 },
    choice: { type: ['string', 'null'], enum: ['a', 'b', null] },
    flag: { type: ['boolean', 'null'] },
    url: { type: 'string', format: 'uri' },
    either: { oneOf: [{ type: 'null' }, { type: 'string', enum: ['a', 'b'] }, { type: 'boolean' }] },
    tags: {
      type: 'object',
      propertyNames: { type: 'string', minLength: 1, maxLength: 5 },
      additionalProperties: { type: 'string', maxLength: 3 },
    },
    items: { type: 'array', minItems: 1, maxItems: 4, items: { type: 'string', pattern: '^[a-f0-9]{4}$' } },
  },
  required: ['size', 'items', 'either'],
  additionalProperties: false,
}

const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)
const validate = ajv.compile({ ...schema, components: { schemas } })

const make = (wild: number, known: number) => createTreeArbitrary({ schemas, wild, known })(schema)

describe('values of a schema', () => {
  test('are what it allows', async () => {
    await checkProperty(
      'fuzz-schema-values',
      fc.property(make(0, 0), (tree) => {
        validate(JSON.parse(write(tree)))
        expect(validate.errors).toBeNull()
      }),
      { runs: 300 },
    )
  })

  test('break it where they are to', () => {
    const values = fc.sample(make(40, 0), { numRuns: 100, seed: 1 }).map((tree) => JSON.parse(write(tree)))
    expect(values.filter((value) => !validate(value)).length).toBeGreaterThan(50)
  })

  test('are looked up where they name something', () => {
    const [tree] = fc.sample(make(0, 100), { numRuns: 1, seed: 1 })
    if (!tree) throw new Error('There is no sample')
    expect(JSON.parse(write(fill(tree, () => 'abcd'))).items[0]).toBe('abcd')
    expect(() => write(tree)).toThrow('was not looked up')
  })

  test('a schema that it cannot follow is an error', () => {
    expect(() => createTreeArbitrary({ schemas, wild: 0, known: 0 })({ not: {} })).toThrow("'not'")
  })
})

describe('trees', () => {
  test('are written as what they were made of', async () => {
    await checkProperty(
      'fuzz-trees',
      fc.property(fc.jsonValue(), (value) => {
        expect(write(treeOf(value))).toBe(JSON.stringify(value))
      }),
    )
  })

  test('each node can be changed, and only that', () => {
    const tree = treeOf({ a: [1, { b: 2 }], c: 3 })
    const changed = Array.from({ length: countNodes(tree) }, (_, at) =>
      write(changeNode(tree, at, () => ({ text: 'X' }))),
    )
    expect(changed).toEqual([
      'X',
      '{"a":X,"c":3}',
      '{"a":[X,{"b":2}],"c":3}',
      '{"a":[1,X],"c":3}',
      '{"a":[1,{"b":X}],"c":3}',
      '{"a":[1,{"b":2}],"c":X}',
    ])
  })

  test('say what no JavaScript object can', () => {
    const twice = {
      members: [['__proto__', { text: '1e309' }] as const, ['__proto__', { text: '-0' }] as const],
    }
    expect(write(twice)).toBe('{"__proto__":1e309,"__proto__":-0}')
  })
})
