import type { JsonValue, StoredDocument } from '../../domain/ports/store.ts'

type JsonObject = { readonly [key: string]: JsonValue }

export const isDocument = (value: unknown): value is StoredDocument =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'kind' in value &&
  typeof value.kind === 'string'

/** The document that a body was written from: a fresh object each time. @throws Error if it is none. */
export const parseDocument = (body: string): StoredDocument => {
  const value: unknown = JSON.parse(body)
  if (!isDocument(value)) throw new Error('A stored body is not a document')
  return value
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const member = (object: StoredDocument | JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined

const added = (value: JsonValue | undefined, by: number, path: string): number => {
  if (value === undefined) return by
  if (typeof value !== 'number') throw new Error(`${path} is not a number, so nothing can be added to it`)
  return value + by
}

const addWithin = (
  value: JsonValue | undefined,
  keys: readonly string[],
  by: number,
  path: string,
): JsonObject => {
  if (!isObject(value)) throw new Error(`${path} cannot be added to: the object it belongs to is not there`)
  const [key = '', ...rest] = keys
  const old = member(value, key)
  return { ...value, [key]: rest.length === 0 ? added(old, by, path) : addWithin(old, rest, by, path) }
}

const addTo = (document: StoredDocument, path: string, by: number): StoredDocument => {
  const [key = '', ...rest] = path.split('.')
  const old = member(document, key)
  return { ...document, [key]: rest.length === 0 ? added(old, by, path) : addWithin(old, rest, by, path) }
}

/**
 * The document with numbers added, by path; what is not there starts at 0.
 * @throws Error if a path leads to something else, or through an object that is not there
 */
export const incremented = (document: StoredDocument, by: Readonly<Record<string, number>>): StoredDocument =>
  Object.entries(by).reduce((sum, [path, amount]) => addTo(sum, path, amount), document)
