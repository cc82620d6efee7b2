import type { Clause, ContainerName, FieldValue, Query } from '../../domain/ports/store.ts'
import { columnName } from './columns.ts'
import type { Position } from './continuation.ts'
import { indexFor } from '../store/query-checks.ts'
import { indexName } from './schema.ts'

export interface Sql {
  readonly text: string
  readonly values: readonly (string | number)[]
}

const operators = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

const bound = (value: FieldValue): string | number => (typeof value === 'boolean' ? Number(value) : value)

const clauseSql = (clause: Clause, query: Query, position: Position | undefined): string => {
  if (clause.op === 'contains') {
    const path = `'$."${clause.field}"'`
    return `json_type(body, ${path}) = 'array' AND EXISTS (SELECT 1 FROM json_each(body, ${path}) WHERE value = ? AND type = 'text')`
  }
  // A later page starts at the position; the unary plus keeps SQLite from starting at this bound instead.
  const plus = position && clause.op !== 'eq' && clause.field === query.orderBy ? '+' : ''
  return `${plus}${columnName(clause.field)} ${operators[clause.op]} ?`
}

const positionSql = (query: Query, position: Position): Sql => {
  const beyond = query.descending === true ? '<' : '>'
  return query.orderBy === 'id'
    ? { text: `id ${beyond} ?`, values: [position.id] }
    : { text: `(${columnName(query.orderBy)}, id) ${beyond} (?, ?)`, values: [position.value, position.id] }
}

/** Rows of `body`, `etag`, `id` and `position`; one more than the limit, to see whether that is all. */
export const querySql = (
  container: ContainerName,
  partition: string,
  query: Query,
  position: Position | undefined,
  now: number,
): Sql => {
  const order = columnName(query.orderBy)
  const direction = query.descending === true ? 'DESC' : 'ASC'
  const after = position ? positionSql(query, position) : undefined
  const conditions = [
    'part = ?',
    ...query.where.map((clause) => clauseSql(clause, query, position)),
    ...(after ? [after.text] : []),
    `${order} IS NOT NULL`,
    '(expires IS NULL OR expires > ?)',
  ]
  // Named twice, the id would be sorted by once more.
  const ordering = query.orderBy === 'id' ? `id ${direction}` : `${order} ${direction}, id ${direction}`
  return {
    text: `SELECT body, etag, id, ${order} AS position
      FROM ${container} INDEXED BY ${indexName(container, indexFor(container, query))}
      WHERE ${conditions.join(' AND ')}
      ORDER BY ${ordering} LIMIT ?`,
    values: [
      partition,
      ...query.where.map(({ value }) => bound(value)),
      ...(after?.values ?? []),
      now,
      query.limit + 1,
    ],
  }
}
