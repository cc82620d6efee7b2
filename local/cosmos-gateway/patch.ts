import { isJson } from './documents.ts'
import type { Json } from './documents.ts'

interface PatchOperation {
  readonly op: string
  readonly path: string
  readonly value: unknown
}

const isOperation = (value: unknown): value is PatchOperation =>
  isJson(value) && typeof value['op'] === 'string' && typeof value['path'] === 'string'

const keysOf = (path: string): readonly string[] =>
  path
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))

/** Fields of the service, and those that name the document. */
const isFixed = (field: string | undefined): boolean =>
  field === undefined || field.startsWith('_') || field === 'id' || field === 'pk'

/**
 * Applies one operation; false if its field cannot be patched, its parent is missing or its type is wrong. A missing number
 * counts as 0.
 */
const apply = (document: Json, { op, path, value }: PatchOperation): boolean => {
  const keys = keysOf(path)
  if (isFixed(keys[0])) return false
  const last = keys.at(-1) ?? ''
  let parent: Json = document
  for (const key of keys.slice(0, -1)) {
    const next = Object.hasOwn(parent, key) ? parent[key] : undefined
    if (!isJson(next)) return false
    parent = next
  }
  const old = Object.hasOwn(parent, last) ? parent[last] : undefined
  if (op === 'set') {
    parent[last] = value
    return true
  }
  if (op !== 'incr' || typeof value !== 'number' || (old !== undefined && typeof old !== 'number'))
    return false
  parent[last] = (old ?? 0) + value
  return true
}

const predicate = /^from c where (?:\(NOT IS_DEFINED\(c\.(\w+)\) OR c\.\1 = 0\)|c\.(\w+) = (-?\d+))$/

/**
 * Evaluates the filter predicate of a patch. @throws Error for a predicate that the engine is not meant to send
 */
export const meetsCondition = (document: Json, body: unknown): boolean => {
  const condition = isJson(body) ? body['condition'] : undefined
  if (condition === undefined) return true
  const match = predicate.exec(String(condition))
  if (!match) throw new Error(`The gateway does not foresee the condition ${String(condition)}`)
  const [, orMissing, field = orMissing ?? '', value = '0'] = match
  const actual = Object.hasOwn(document, field) ? document[field] : undefined
  return actual === Number(value) || (orMissing !== undefined && actual === undefined)
}

/** The document with up to ten changes, or undefined if the service would refuse them. */
export const patched = (document: Json, body: unknown): Json | undefined => {
  if (!isJson(body)) return undefined
  const { operations, condition: _, ...more } = body
  if (Object.keys(more).length > 0) return undefined
  if (!Array.isArray(operations) || !operations.every(isOperation)) return undefined
  if (operations.length === 0 || operations.length > 10) return undefined
  const copy = structuredClone(document)
  return operations.every((operation) => apply(copy, operation)) ? copy : undefined
}
