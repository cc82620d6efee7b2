import { containers } from '../../domain/model/kinds.ts'
import type { FieldType } from '../../domain/ports/store.ts'
import type { Clause, ContainerName, Query } from '../../domain/ports/store.ts'

const maxLimit = 1000

/** @throws Error if the container does not declare the field */
export const fieldType = (container: ContainerName, field: string): FieldType => {
  if (field === 'id' || field === 'kind') return 'string'
  const { fields } = containers[container]
  const type = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (type === undefined) throw new Error(`The container ${container} declares no field ${field}`)
  return type
}

const checkClause = (container: ContainerName, { field, op, value }: Clause): void => {
  const type = fieldType(container, field)
  const wanted = type === 'stringArray' ? 'string' : type
  if ((op === 'contains') !== (type === 'stringArray') || typeof value !== wanted) {
    throw new Error(`The field ${field} of type ${type} does not support ${op} with a ${typeof value}`)
  }
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error(`The value of ${field} must be finite, not ${value}`)
}

/**
 * The index for a query: its last field is the sort field, and the query has an `eq` filter for each other field. The longest
 * of several matching indexes.
 * @throws Error if no index matches
 */
export const indexFor = (container: ContainerName, query: Query): readonly string[] => {
  const fixed = new Set(query.where.filter(({ op }) => op === 'eq').map(({ field }) => field))
  const [best] = containers[container].indexes
    .filter(
      (index) => index.at(-1) === query.orderBy && index.slice(0, -1).every((field) => fixed.has(field)),
    )
    .toSorted((a, b) => b.length - a.length)
  if (best) return best
  throw new Error(
    `No index of ${container} supports a filter by ${[...fixed].join(', ')} with the order ${query.orderBy}`,
  )
}

/** @throws Error if the query is not valid: a bug in the calling code */
export const checkQuery = (container: ContainerName, query: Query): void => {
  fieldType(container, query.orderBy)
  for (const clause of query.where) checkClause(container, clause)
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > maxLimit) {
    throw new Error(`A limit must be 1 to ${maxLimit}, not ${query.limit}`)
  }
  indexFor(container, query)
}

/** @throws Error if the list of ids is too long */
export const checkReadMany = (ids: readonly string[]): void => {
  if (ids.length > maxLimit) throw new Error(`At most ${maxLimit} ids can be read at once, not ${ids.length}`)
}
