import type { SqlQuerySpec } from '@azure/cosmos'
import type { Clause, ContainerName, Query } from '../../domain/ports/store.ts'
import { fieldType, indexFor } from '../store/query-checks.ts'

const operators = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** Field names come from `containers`, never from a caller. Brackets allow SQL keywords as names. */
const fieldSql = (field: string): string => `c["${field}"]`

const clauseSql = ({ field, op }: Clause, index: number): string =>
  op === 'contains'
    ? `ARRAY_CONTAINS(${fieldSql(field)}, @p${index})`
    : `${fieldSql(field)} ${operators[op]} @p${index}`

/** Excludes documents without the sort field. A comparison of this field already does so: it is true for its type only. */
const presenceSql = (container: ContainerName, { orderBy, where }: Query): readonly string[] => {
  if (orderBy === 'id' || where.some(({ field }) => field === orderBy)) return []
  return [`${fieldType(container, orderBy) === 'number' ? 'IS_NUMBER' : 'IS_STRING'}(${fieldSql(orderBy)})`]
}

const whereSql = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`

/**
 * Converts a query to Cosmos DB SQL. The order lists every field of the index, including fields with an `eq` filter: only
 * then the service uses a composite index for both filter and order.
 */
export const toCosmosQuery = (container: ContainerName, query: Query): SqlQuerySpec => {
  const direction = query.descending === true ? 'DESC' : 'ASC'
  const order = indexFor(container, query).map((field) => `${fieldSql(field)} ${direction}`)
  const conditions = [...query.where.map(clauseSql), ...presenceSql(container, query)]
  return {
    query: `SELECT * FROM c${whereSql(conditions)} ORDER BY ${order.join(', ')}`,
    parameters: query.where.map(({ value }, index) => ({ name: `@p${index}`, value })),
  }
}

/** The query for documents by id, in any order. */
export const toIdsQuery = (ids: readonly string[]): SqlQuerySpec => {
  const parameters = ids.map((value, index) => ({ name: `@p${index}`, value }))
  return {
    query: `SELECT * FROM c WHERE ${fieldSql('id')} IN (${parameters.map(({ name }) => name).join(', ')})`,
    parameters,
  }
}
