import type { JsonValue, StoredDocument } from '../../domain/ports/store.ts'

type JsonObject = { readonly [key: string]: JsonValue }

export const isDocument = (value: unknown): value is StoredDocument =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'kind' in value &&
  typeof value.kind === 'string'

/** Parses a stored body to a new object. @throws Error if the body is not a document */
export const parseDocument = (body: string): StoredDocument => {
  const value: unknown = JSON.parse(body)
  if (!isDocument(value)) throw new Error('A stored body is not a document')
  return value
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const member = (object: StoredDocument | JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined

const addNumber = (value: JsonValue | undefined, by: number, path: string): number => {
  if (value === undefined) return by
  if (typeof value !== 'number') throw new Error(`${path} is not a number and cannot be incremented`)
  return value + by
}

const addWithin = (
  value: JsonValue | undefined,
  keys: readonly string[],
  by: number,
  path: string,
): JsonObject => {
  if (!isObject(value)) throw new Error(`${path} cannot be incremented: its parent object does not exist`)
  const [key = '', ...rest] = keys
  const old = member(value, key)
  return { ...value, [key]: rest.length === 0 ? addNumber(old, by, path) : addWithin(old, rest, by, path) }
}

const addTo = (document: StoredDocument, path: string, by: number): StoredDocument => {
  const [key = '', ...rest] = path.split('.')
  const old = member(document, key)
  return { ...document, [key]: rest.length === 0 ? addNumber(old, by, path) : addWithin(old, rest, by, path) }
}

/**
 * Returns the document with incremented numbers, by path. A missing number starts at 0.
 * @throws Error if a path leads to another type, or through a missing object
 */
export const incrementDocument = (
  document: StoredDocument,
  by: Readonly<Record<string, number>>,
): StoredDocument => Object.entries(by).reduce((sum, [path, amount]) => addTo(sum, path, amount), document)

/** Evaluates the condition of an increment; a missing number counts as 0. */
export const meets = (
  document: StoredDocument,
  condition: { readonly field: string; readonly value: number } | undefined,
): boolean => condition === undefined || (member(document, condition.field) ?? 0) === condition.value
