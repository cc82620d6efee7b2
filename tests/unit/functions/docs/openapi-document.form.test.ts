import { describe, expect, it, test } from '@jest/globals'
import { createOpenApiDocument } from '../../../../src/functions/docs/openapi-document.ts'
import { createAllRoutes } from '../../../support/all-routes.ts'

type Json = Readonly<Record<string, unknown>>

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const jsonIn = (value: unknown): Json => {
  if (!isJson(value)) throw new Error('It is no object')
  return value
}

interface Found {
  readonly at: string
  readonly schema: Json
}
function* objectsIn(value: unknown, at: string): Generator<Found> {
  if (Array.isArray(value))
    for (const [index, inner] of value.entries()) yield* objectsIn(inner, `${at}.${index}`)
  if (!isJson(value)) return
  yield { at, schema: value }
  for (const [key, inner] of Object.entries(value)) yield* objectsIn(inner, at === '' ? key : `${at}.${key}`)
}

const text = JSON.stringify(createOpenApiDocument(createAllRoutes().routes, '1.0.0', 'http://localhost/api'))
const document = jsonIn(JSON.parse(text))
const schemas = jsonIn(jsonIn(document['components'])['schemas'])
const all = [...objectsIn(document, '')]
const where = (holds: (schema: Json, at: string) => boolean): readonly string[] =>
  all.filter(({ schema, at }) => holds(schema, at)).map(({ at }) => at)
const isComponent = (at: string): boolean => /^components\.schemas\.\w+$/.test(at)
const isSchemaText = (value: unknown): value is string => typeof value === 'string'

describe('generators', () => {
  it.each(['const', 'exclusiveMinimum', 'exclusiveMaximum', 'anyOf', 'oneOf', 'allOf', 'not'])(
    'meet no %s',
    (word) => {
      expect(where((schema) => word in schema)).toEqual([])
    },
  )

  it('meet no text that ends a comment', () => {
    expect(text).not.toContain('*/')
  })

  it('meet patterns of every language, and none beside a format', () => {
    const patterns = all.flatMap(({ at, schema }) =>
      isSchemaText(schema['pattern']) ? [{ at, pattern: schema['pattern'], format: schema['format'] }] : [],
    )
    expect(patterns.length).toBeGreaterThan(10)
    expect(patterns.filter(({ pattern }) => /\(\?[^:]|\\[pPuk]|\\\d/.test(pattern))).toEqual([])
    expect(patterns.filter(({ format }) => format !== undefined)).toEqual([])
    for (const { pattern } of patterns) expect(() => new RegExp(pattern, 'u')).not.toThrow()
  })

  it('know the size of each number', () => {
    const numbers = all.filter(({ schema }) =>
      [schema['type']].flat().some((type) => type === 'integer' || type === 'number'),
    )
    expect(numbers.length).toBeGreaterThan(50)
    const sizes = new Set(['integer int32', 'integer int64', 'number double'])
    const other = numbers.filter(
      ({ schema }) => !sizes.has(`${String([schema['type']].flat()[0])} ${String(schema['format'])}`),
    )
    expect(other).toEqual([])
    const greatest = Number.MAX_SAFE_INTEGER
    expect(numbers.filter(({ schema }) => Math.abs(Number(schema['maximum'] ?? 0)) === greatest)).toEqual([])
  })

  it('have a name for each object and each list of values', () => {
    const isNamed = (at: string): boolean => isComponent(at) || at.includes('.example')
    const objects = where(
      (schema, at) => isJson(schema['properties']) && schema['type'] !== undefined && !isNamed(at),
    )
    expect(objects).toEqual([])
    const values = where((schema, at) => {
      const list = schema['enum'] ?? schema['x-extensible-enum']
      return Array.isArray(list) && list.join() !== '*' && !isNamed(at)
    })
    expect(values).toEqual([])
  })

  it('meet each name once, and none that a library made up', () => {
    expect(
      Object.keys(schemas).filter((name) => !/^[A-Z]\w*$/.test(name) || name.endsWith('Output')),
    ).toEqual([])
    const lower = Object.keys(schemas).map((name) => name.toLowerCase())
    expect(new Set(lower).size).toBe(lower.length)
  })

  it('find a description of each property and each parameter', () => {
    const describes = (property: unknown): boolean => {
      const { description, $ref: reference } = jsonIn(property)
      if (description !== undefined) return true
      return isSchemaText(reference) && 'description' in jsonIn(schemas[reference.split('/').at(-1) ?? ''])
    }
    const properties = Object.entries(schemas).flatMap(([name, schema]) =>
      Object.entries(jsonIn(jsonIn(schema)['properties'] ?? {})).map(([key, one]) => ({
        at: `${name}.${key}`,
        one,
      })),
    )
    expect(properties.length).toBeGreaterThan(200)
    expect(properties.filter(({ one }) => !describes(one))).toEqual([])
    const parameters = all.filter(({ schema }) => isSchemaText(schema['in']) && isSchemaText(schema['name']))
    expect(parameters.length).toBeGreaterThan(20)
    expect(
      parameters.filter(({ schema }) => schema['description'] === undefined && !describes(schema['schema'])),
    ).toEqual([])
  })
})

const prefix = '#/components/schemas/'
const reach = (start: readonly unknown[]): ReadonlySet<string> => {
  const names = new Set<string>()
  const pending: {}[] = start.filter((one) => one !== undefined && one !== null)
  for (let value = pending.pop(); value !== undefined; value = pending.pop())
    for (const { schema } of objectsIn(value, '')) {
      const reference = schema['$ref']
      if (!isSchemaText(reference) || !reference.startsWith(prefix)) continue
      const name = reference.slice(prefix.length)
      if (names.has(name)) continue
      names.add(name)
      pending.push(jsonIn(schemas[name]))
    }
  return names
}
const operations = Object.values(jsonIn(document['paths'])).flatMap((path) =>
  Object.values(jsonIn(path)).map(jsonIn),
)
const components = jsonIn(document['components'])
const answered = reach([
  ...operations.map(({ responses }) => responses),
  components['responses'],
  components['headers'],
])
const requested = reach(operations.map(({ requestBody }) => requestBody))

describe('answers', () => {
  it('are open for properties and values of later versions', () => {
    expect(answered.size).toBeGreaterThan(80)
    const closed = [...answered].filter((name) =>
      [...objectsIn(schemas[name], '')].some(
        ({ schema }) => schema['additionalProperties'] === false || 'enum' in schema,
      ),
    )
    expect(closed).toEqual([])
  })
})

describe('request bodies', () => {
  const open = ['Instructions', 'InstructionsPatch', 'LabelClass', 'ProjectPatch']

  it('are closed, but for merge patches and for what answers have as well', () => {
    const found = [...requested].filter((name) => {
      const { properties, additionalProperties } = jsonIn(schemas[name])
      return properties !== undefined && additionalProperties !== false
    })
    expect(found.toSorted()).toEqual(open)
    expect([...requested].filter((name) => 'x-extensible-enum' in jsonIn(schemas[name]))).toEqual([])
  })

  it('take null for each optional flag, number and choice', () => {
    const takesNull = (property: Json): boolean => {
      const { $ref: reference, type } = property
      const target = isSchemaText(reference) ? jsonIn(schemas[reference.slice(prefix.length)]) : property
      if (
        target['enum'] === undefined &&
        !['boolean', 'integer', 'number'].includes(String([type].flat()[0]))
      )
        return true
      return [target['type']].flat().includes('null')
    }
    const refused = [...requested].flatMap((name) => {
      const { properties = {}, required = [] } = jsonIn(schemas[name])
      return Object.entries(jsonIn(properties))
        .filter(
          ([key, one]) => !(Array.isArray(required) && required.includes(key)) && !takesNull(jsonIn(one)),
        )
        .map(([key]) => `${name}.${key}`)
    })
    expect(refused).toEqual([])
  })

  it('do not take null for classes and leases', () => {
    const { labelClasses, pageLease } = jsonIn(jsonIn(schemas['ProjectPatch'])['properties'])
    expect([jsonIn(labelClasses)['type'], jsonIn(pageLease)['type']]).toEqual(['array', 'string'])
  })
})

test('a reference has only texts beside it', () => {
  const texts = new Set(['$ref', 'description', 'default', 'example', 'examples'])
  expect(where((schema) => '$ref' in schema && Object.keys(schema).some((key) => !texts.has(key)))).toEqual(
    [],
  )
})

test('ids in parameters and bodies are the same named strings', () => {
  for (const name of [
    'ProjectName',
    'DatastoreName',
    'DatasetName',
    'ItemId',
    'PageId',
    'ExportId',
    'OperationId',
    'UserId',
  ])
    expect(all.filter(({ schema }) => schema['$ref'] === `${prefix}${name}`).length).toBeGreaterThan(1)
})
