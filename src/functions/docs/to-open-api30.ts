import { isJsonObject, type JsonObject } from '../../domain/core/json-object.ts'

const mapValues = (map: unknown, convert: (value: unknown) => unknown): unknown =>
  isJsonObject(map)
    ? Object.fromEntries(Object.entries(map).map(([key, value]) => [key, convert(value)]))
    : map

const mapAll = (list: unknown, convert: (value: unknown) => unknown): unknown =>
  Array.isArray(list) ? list.map(convert) : list

const isNull = (schema: unknown): boolean => isJsonObject(schema) && schema['type'] === 'null'

/** Keywords of JSON Schema 2020-12 that 3.0 has not. Without them a schema allows more; it refuses nothing that 3.1 allows. */
const unknownKeywords: ReadonlySet<string> = new Set([
  '$comment',
  '$id',
  '$schema',
  'contentEncoding',
  'contentMediaType',
  'dependentRequired',
  'else',
  'if',
  'patternProperties',
  'prefixItems',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
])

/** `type: ['string', 'null']` → `type: 'string', nullable: true`. */
const convertType = (type: unknown): JsonObject => {
  if (!Array.isArray(type)) return type === 'null' ? { nullable: true, enum: [null] } : { type }
  const types: readonly unknown[] = type
  const named = types.filter((one) => one !== 'null')
  return {
    ...(named.length === 1 ? { type: named[0] } : { anyOf: named.map((one) => ({ type: one })) }),
    ...(named.length < types.length && { nullable: true }),
  }
}

const convertExclusive = (keyword: 'Minimum' | 'Maximum', value: unknown): JsonObject => ({
  [keyword.toLowerCase()]: value,
  [`exclusive${keyword}`]: true,
})

/** `anyOf: [X, null]` → `X, nullable: true`. */
const convertChoice = (keyword: 'anyOf' | 'oneOf', members: unknown): JsonObject => {
  const all: readonly unknown[] = Array.isArray(members) ? members : []
  const rest = all.filter((member) => !isNull(member)).map(convertSchema)
  const nullable = rest.length < all.length && { nullable: true }
  const [only] = rest
  if (rest.length !== 1) return { [keyword]: rest, ...nullable }
  return isJsonObject(only) && only['$ref'] === undefined
    ? { ...only, ...nullable }
    : { allOf: rest, ...nullable }
}

const convertKeyword = (keyword: string, value: unknown): JsonObject => {
  switch (keyword) {
    case 'type':
      return convertType(value)
    case 'const':
      return { enum: [value] }
    case 'format':
      // Generators for 3.0 take it for a duration in the notation of their language; a pattern says the form.
      return value === 'duration' ? {} : { format: value }
    case 'examples':
      return Array.isArray(value) && value.length > 0 ? { example: value[0] } : {}
    case 'exclusiveMinimum':
      return convertExclusive('Minimum', value)
    case 'exclusiveMaximum':
      return convertExclusive('Maximum', value)
    case 'anyOf':
    case 'oneOf':
      return convertChoice(keyword, value)
    case 'allOf':
      return { allOf: mapAll(value, convertSchema) }
    case 'properties':
      return { properties: mapValues(value, convertSchema) }
    case 'items':
    case 'additionalProperties':
    case 'not':
      return { [keyword]: convertSchema(value) }
    default:
      return unknownKeywords.has(keyword) ? {} : { [keyword]: value }
  }
}

/** A reference in 3.0 has no other keywords beside it: those that are, go with it into an `allOf`. */
const convertSchema = (schema: unknown): unknown => {
  if (!isJsonObject(schema)) return schema
  const { $ref: reference, ...others } = schema
  const converted = Object.fromEntries(
    Object.entries(others).flatMap(([keyword, value]) => Object.entries(convertKeyword(keyword, value))),
  )
  if (reference === undefined) return converted
  return Object.keys(converted).length === 0
    ? { $ref: reference }
    : { allOf: [{ $ref: reference }], ...converted }
}

/** Generators for 3.0 know no `application/merge-patch+json`; the service accepts both. */
const convertKey = (key: string): string =>
  key === 'application/merge-patch+json' ? 'application/json' : key

const isCopied = (key: string): boolean => key.startsWith('x-') || key === 'example' || key === 'examples'

const convertNode = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(convertNode)
  if (!isJsonObject(node)) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (key === 'schema') return [key, convertSchema(value)]
      if (key === 'schemas') return [key, mapValues(value, convertSchema)]
      return [convertKey(key), isCopied(key) ? value : convertNode(value)]
    }),
  )
}

/** The OpenAPI 3.0.3 form of a 3.1 document, for generators that read no 3.1. */
export const toOpenApi30 = (document: object): object => {
  const { openapi: _, ...rest }: JsonObject & { openapi?: unknown } = { ...document }
  const converted = convertNode(rest)
  return { openapi: '3.0.3', ...(isJsonObject(converted) ? converted : {}) }
}
