import { containers } from '../../domain/model/kinds.ts'
import type { FieldType } from '../../domain/ports/store.ts'
import type { ContainerName, JsonValue, StoredDocument } from '../../domain/ports/store.ts'

type ScalarType = Exclude<FieldType, 'stringArray'>

/** A document field with its own column. */
export interface Column {
  readonly field: string
  readonly type: ScalarType
  readonly name: string
  /** The JSON types of such a value in SQLite. */
  readonly jsonTypes: readonly string[]
  readonly affinity: 'TEXT' | 'REAL' | 'INTEGER'
}

const kinds: Readonly<Record<ScalarType, Pick<Column, 'jsonTypes' | 'affinity'>>> = {
  string: { jsonTypes: ['text'], affinity: 'TEXT' },
  number: { jsonTypes: ['integer', 'real'], affinity: 'REAL' },
  boolean: { jsonTypes: ['true', 'false'], affinity: 'INTEGER' },
}

/** The quoted column name of a field. The columns `id` and `kind` have the names of their fields. */
export const columnName = (field: string): string =>
  field === 'id' || field === 'kind' ? field : `"f_${field}"`

/** The columns of the scalar fields, in the order of their bound values. */
export const columnsOf = (container: ContainerName): readonly Column[] =>
  Object.entries(containers[container].fields).flatMap(([field, type]) =>
    type === 'stringArray' ? [] : [{ field, type, name: columnName(field), ...kinds[type] }],
  )

const scalar = (value: JsonValue | undefined, type: ScalarType): string | number | null => {
  if (typeof value !== type) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

/** The column values of a document. A value of another type than its field is not indexed, like a missing field. */
export const columnValues = (
  columns: readonly Column[],
  document: StoredDocument,
): readonly (string | number | null)[] => columns.map(({ field, type }) => scalar(document[field], type))
