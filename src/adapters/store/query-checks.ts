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
    throw new Error(`${field} is a ${type}: it cannot be asked for ${op} ${typeof value}`)
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${field} ${op} ${value}`)
}

/**
 * The index that answers a query in its order: all its fields but the last are fixed by `eq`, the last is the order.
 * Of several, the longest.
 * @throws Error if there is none
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
    `No index of ${container} answers ${[...fixed].join(', ')} in the order of ${query.orderBy}`,
  )
}

/** @throws Error for what no engine can answer: a mistake of the calling code */
export const checkQuery = (container: ContainerName, query: Query): void => {
  fieldType(container, query.orderBy)
  for (const clause of query.where) checkClause(container, clause)
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > maxLimit) {
    throw new Error(`A limit is 1 to ${maxLimit}, not ${query.limit}`)
  }
  indexFor(container, query)
}

/** @throws Error */
export const checkReadMany = (ids: readonly string[]): void => {
  if (ids.length > maxLimit) throw new Error(`At most ${maxLimit} ids can be read at once, not ${ids.length}`)
}
