import type { Clause, ContainerName, FieldValue, Query } from '../../domain/ports/store.ts'
import { columnName } from './columns.ts'
import type { KeysetPosition } from './continuation.ts'
import { indexFor } from '../store/query-checks.ts'
import { indexName } from './schema.ts'

export interface SqliteQuery {
  readonly text: string
  readonly values: readonly (string | number)[]
}

const operators = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

const toBindable = (value: FieldValue): string | number =>
  typeof value === 'boolean' ? Number(value) : value

const clauseSql = (clause: Clause, query: Query, position: KeysetPosition | undefined): string => {
  if (clause.op === 'contains') {
    const path = `'$."${clause.field}"'`
    return `json_type(body, ${path}) = 'array' AND EXISTS (SELECT 1 FROM json_each(body, ${path}) WHERE value = ? AND type = 'text')`
  }
  // The unary plus makes SQLite start a later page at the position instead of this bound.
  const plus = position && clause.op !== 'eq' && clause.field === query.orderBy ? '+' : ''
  return `${plus}${columnName(clause.field)} ${operators[clause.op]} ?`
}

const positionSql = (query: Query, position: KeysetPosition): SqliteQuery => {
  const operator = query.descending === true ? '<' : '>'
  return query.orderBy === 'id'
    ? { text: `id ${operator} ?`, values: [position.id] }
    : { text: `(${columnName(query.orderBy)}, id) ${operator} (?, ?)`, values: [position.value, position.id] }
}

/** Converts a query to SQL with rows of `body`, `etag`, `id` and `position`. One row beyond the limit shows that more exist. */
export const toSqliteQuery = (
  container: ContainerName,
  partition: string,
  query: Query,
  position: KeysetPosition | undefined,
  now: number,
): SqliteQuery => {
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
  // A repeated id would cause a second sort.
  const ordering = query.orderBy === 'id' ? `id ${direction}` : `${order} ${direction}, id ${direction}`
  return {
    text: `SELECT body, etag, id, ${order} AS position
      FROM ${container} INDEXED BY ${indexName(container, indexFor(container, query))}
      WHERE ${conditions.join(' AND ')}
      ORDER BY ${ordering} LIMIT ?`,
    values: [
      partition,
      ...query.where.map(({ value }) => toBindable(value)),
      ...(after?.values ?? []),
      now,
      query.limit + 1,
    ],
  }
}
