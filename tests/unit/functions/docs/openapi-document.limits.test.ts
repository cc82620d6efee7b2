import { describe, expect, it, test } from '@jest/globals'
import { parseOpenApi } from '../../../../tools/openapi.ts'
import { createAllRoutes } from '../../../support/all-routes.ts'

type Schema = Readonly<Record<string, unknown>>

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const schemasIn = (value: unknown): readonly Schema[] =>
  isSchema(value) ? Object.values(value).filter(isSchema) : Array.isArray(value) ? value.filter(isSchema) : []

/** From beginning to end, and nothing in it repeats without an end. */
const isBoundedPattern = (pattern: unknown): boolean =>
  typeof pattern === 'string' &&
  /^\^(?!.*\|).*\$$/.test(pattern) &&
  !/[*+]|\{\d+,\}/.test(pattern.replaceAll(/\\.|\[(?:\\.|[^\]])*\]/g, 'x'))

const typesOf = ({ type }: Schema): readonly unknown[] => (Array.isArray(type) ? type : [type])

/** Objects that are open in the document. The service refuses unknown properties all the same. */
const open = ['LabelClass', 'Instructions', 'InstructionsPatch', 'ProjectPatch'] as const
const openProperties = new Set<unknown>()
const isOpen = (properties: unknown): boolean => properties !== undefined && openProperties.has(properties)

const isBounded: Readonly<Record<string, (schema: Schema) => boolean>> = {
  string: ({ maxLength, pattern }) => typeof maxLength === 'number' || isBoundedPattern(pattern),
  // The format of an integer is its limit, as far as it has none of its own.
  number: ({ format, minimum, maximum }) =>
    format === 'int32' || format === 'int64' || (typeof minimum === 'number' && typeof maximum === 'number'),
  array: ({ maxItems }) => typeof maxItems === 'number',
  object: ({ additionalProperties, maxProperties, properties }) =>
    additionalProperties === false || typeof maxProperties === 'number' || isOpen(properties),
}

/** Where a schema lets in what has no end; `?` for what this test does not know. */
function* unbounded(schema: Schema, at: string, components: Schema, seen: Set<unknown>): Generator<string> {
  if (seen.has(schema)) return
  seen.add(schema)
  const { $ref: reference, enum: choices, anyOf, oneOf, allOf, properties, items } = schema
  if (typeof reference === 'string') {
    const name = reference.split('/').at(-1) ?? ''
    const target = components[name]
    if (isSchema(target)) yield* unbounded(target, name, components, seen)
    else yield `${at}: ? ${reference}`
    return
  }
  const members = [...schemasIn(anyOf), ...schemasIn(oneOf), ...schemasIn(allOf)]
  if (choices === undefined && !('const' in schema) && members.length === 0)
    for (const type of typesOf(schema)) {
      if (type === 'boolean' || type === 'null') continue
      const rule = isBounded[type === 'integer' ? 'number' : String(type)]
      if (!rule?.(schema)) yield `${at}: ${rule ? String(type) : '?'}`
    }
  for (const member of members) yield* unbounded(member, at, components, seen)
  if (isSchema(properties))
    for (const [name, inner] of Object.entries(properties))
      if (isSchema(inner)) yield* unbounded(inner, `${at}.${name}`, components, seen)
  for (const inner of [items, schema['additionalProperties'], schema['propertyNames']])
    if (isSchema(inner)) yield* unbounded(inner, `${at}[]`, components, seen)
}

const { send } = createAllRoutes()

describe('what comes in', () => {
  it('has an end, whatever it is', async () => {
    const { paths, components } = parseOpenApi(JSON.parse((await send('GET', '/openapi.json')).text))
    const operations = Object.values(paths).flatMap((path) => Object.values(path))
    const requests = operations.flatMap(({ operationId, parameters, requestBody }) => [
      ...parameters.map(({ name, schema }) => [`${operationId} ${name}`, schema] as const),
      ...Object.values(requestBody?.content ?? {}).map(
        ({ schema = {} }) => [`${operationId} body`, schema] as const,
      ),
    ])
    expect(requests.length).toBeGreaterThan(100)
    for (const name of open) {
      const schema = components.schemas[name]
      if (isSchema(schema)) openProperties.add(schema['properties'])
    }
    expect(openProperties.size).toBe(open.length)
    const seen = new Set<unknown>()
    expect(requests.flatMap(([at, schema]) => [...unbounded(schema, at, components.schemas, seen)])).toEqual(
      [],
    )
  })
})

const found = (schema: Schema) => [...unbounded(schema, 'x', {}, new Set())]

test.each([
  [{ type: 'string' }, ['x: string']],
  [{ type: 'string', pattern: '^a+$' }, ['x: string']],
  [{ type: 'string', pattern: '[a-z]{1,9}' }, ['x: string']],
  [{ type: 'string', pattern: '^a$|b*' }, ['x: string']],
  [{ type: 'string', pattern: '^[*+]\\+{1,9}$' }, []],
  [{ type: 'string', format: 'uri' }, ['x: string']],
  [{ type: ['string', 'null'] }, ['x: string']],
  [{ type: 'integer', minimum: 1 }, ['x: integer']],
  [{ type: 'integer', format: 'int32' }, []],
  [{ type: 'array', items: { type: 'string' } }, ['x: array', 'x[]: string']],
  [{ type: 'object', properties: { a: { type: 'array' } } }, ['x: object', 'x.a: array']],
  [{ anyOf: [{ type: 'null' }, { type: 'number', maximum: 1 }] }, ['x: number']],
  [{ enum: ['a'] }, []],
  [{}, ['x: ?']],
  [{ $ref: '#/nowhere' }, ['x: ? #/nowhere']],
])('in %j it finds %j', (schema, places) => expect(found(schema)).toEqual(places))
