import type { SqlQuerySpec } from '@azure/cosmos'
import type { Clause, ContainerName, Query } from '../../domain/ports/store.ts'
import { fieldType, indexFor } from '../store/query-checks.ts'
import { orderOf } from './indexing-policy.ts'

const operators = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** Fields are names from `containers`, never from a caller; in brackets they cannot be keywords. */
const fieldSql = (field: string): string => `c["${field}"]`

const clauseSql = ({ field, op }: Clause, index: number): string =>
  op === 'contains'
    ? `ARRAY_CONTAINS(${fieldSql(field)}, @p${index})`
    : `${fieldSql(field)} ${operators[op]} @p${index}`

/** A comparison is only ever true of its own type, so it says already that the field is there. */
const presenceSql = (container: ContainerName, { orderBy, where }: Query): readonly string[] => {
  if (orderBy === 'id' || where.some(({ field }) => field === orderBy)) return []
  return [`${fieldType(container, orderBy) === 'number' ? 'IS_NUMBER' : 'IS_STRING'}(${fieldSql(orderBy)})`]
}

const joined = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`

/**
 * The order names every field of the index, also those that `eq` fixes: only so does the service use a composite index for
 * the filter and the order at once.
 */
export const querySql = (container: ContainerName, query: Query): SqlQuerySpec => {
  const direction = query.descending === true ? 'DESC' : 'ASC'
  const order = orderOf(indexFor(container, query)).map((field) => `${fieldSql(field)} ${direction}`)
  const conditions = [...query.where.map(clauseSql), ...presenceSql(container, query)]
  return {
    query: `SELECT * FROM c${joined(conditions)} ORDER BY ${order.join(', ')}`,
    parameters: query.where.map(({ value }, index) => ({ name: `@p${index}`, value })),
  }
}

/** The documents with these ids, in no order. */
export const idsSql = (ids: readonly string[]): SqlQuerySpec => {
  const parameters = ids.map((value, index) => ({ name: `@p${index}`, value }))
  return {
    query: `SELECT * FROM c WHERE ${fieldSql('id')} IN (${parameters.map(({ name }) => name).join(', ')})`,
    parameters,
  }
}
