import { byCodePoint } from './code-point-order.ts'
import type { Json } from './documents.ts'
import { Unforeseen } from './requests.ts'
import type { SqlText } from './requests.ts'

export type Test = (document: Json) => boolean

/** The one form of query that the engine sends. */
export interface ParsedSql {
  readonly tests: readonly Test[]
  readonly fields: readonly string[]
  readonly order: readonly string[]
  readonly descending: boolean
}

const ranks = ['undefined', 'null', 'boolean', 'number', 'string', 'array', 'object']
const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

/** The service's order over all values: by type first; a missing value comes before all others. */
export const compareValues = (a: unknown, b: unknown): number => {
  const [left, right] = [typeOf(a), typeOf(b)]
  if (left !== right) return ranks.indexOf(left) - ranks.indexOf(right)
  if (typeof a === 'string' && typeof b === 'string') return byCodePoint(a, b)
  return typeof a === 'number' || typeof a === 'boolean' ? Number(a) - Number(b) : 0
}

const field = String.raw`c\["(\w+)"\]`
const whole = new RegExp(String.raw`^SELECT \* FROM c(?: WHERE (.+?))?(?: ORDER BY (.+))?$`)
const comparison = new RegExp(String.raw`^${field} (=|>|>=|<|<=) (@p\d+)$`)
const membership = new RegExp(String.raw`^ARRAY_CONTAINS\(${field}, (@p\d+)\)$`)
const presence = new RegExp(String.raw`^IS_(NUMBER|STRING)\(${field}\)$`)
const list = new RegExp(String.raw`^${field} IN \((@p\d+(?:, @p\d+)*)\)$`)
const ordering = new RegExp(String.raw`^${field} (ASC|DESC)$`)

const holds: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
}

interface Condition {
  readonly field: string
  readonly test: Test
}

const parseCondition = (text: string, valueOf: (name: string) => unknown): Condition => {
  const [, compared = '', operator = '', name = ''] = comparison.exec(text) ?? []
  if (compared !== '') {
    const value = valueOf(name)
    const holdsFor = holds[operator]
    const test: Test = (document) =>
      typeOf(document[compared]) === typeOf(value) &&
      holdsFor?.(compareValues(document[compared], value)) === true
    return { field: compared, test }
  }
  const [, array = '', member = ''] = membership.exec(text) ?? []
  if (array !== '') {
    const value = valueOf(member)
    const test: Test = (document) => {
      const values = document[array]
      return Array.isArray(values) && values.includes(value)
    }
    return { field: array, test }
  }
  const [, type = '', typed = ''] = presence.exec(text) ?? []
  if (typed !== '') return { field: typed, test: (document) => typeof document[typed] === type.toLowerCase() }
  const [, listed = '', names = ''] = list.exec(text) ?? []
  if (listed === '') throw new Unforeseen(`The gateway does not foresee the condition ${text}`)
  const values = new Set(names.split(', ').map(valueOf))
  return { field: listed, test: (document) => values.has(document[listed]) }
}

/** @throws Unforeseen */
export const parseSql = ({ query, parameters }: SqlText): ParsedSql => {
  const [all, where, order] = whole.exec(query) ?? []
  if (all === undefined) throw new Unforeseen(`The gateway does not foresee ${query}`)
  const unused = new Map(parameters.map(({ name, value }) => [name, value]))
  const valueOf = (name: string): unknown => {
    if (!unused.has(name)) throw new Unforeseen(`The query has no parameter ${name}, or uses it twice`)
    const value = unused.get(name)
    unused.delete(name)
    return value
  }
  const conditions = (where?.split(' AND ') ?? []).map((text) => parseCondition(text, valueOf))
  if (unused.size > 0) throw new Unforeseen(`The query does not use ${[...unused.keys()].join()}`)
  const orders = (order?.split(', ') ?? []).map((text) => {
    const [, name = '', direction = ''] = ordering.exec(text) ?? []
    if (name === '') throw new Unforeseen(`The gateway does not foresee the order ${text}`)
    return { name, direction }
  })
  const directions = new Set(orders.map(({ direction }) => direction))
  if (directions.size > 1) throw new Unforeseen('The gateway does not foresee mixed directions')
  return {
    tests: conditions.map(({ test }) => test),
    fields: conditions.map((condition) => condition.field),
    order: orders.map(({ name }) => name),
    descending: directions.has('DESC'),
  }
}
