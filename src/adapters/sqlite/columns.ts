import { containers } from '../../domain/model/kinds.ts'
import type { FieldType } from '../../domain/ports/store.ts'
import type { ContainerName, JsonValue, StoredDocument } from '../../domain/ports/store.ts'

type ScalarType = Exclude<FieldType, 'stringArray'>

/** A field that has a column of its own. */
export interface Column {
  readonly field: string
  readonly type: ScalarType
  readonly name: string
  /** What SQLite calls such a value in a JSON text. */
  readonly jsonTypes: readonly string[]
  readonly affinity: 'TEXT' | 'REAL' | 'INTEGER'
}

const kinds: Readonly<Record<ScalarType, Pick<Column, 'jsonTypes' | 'affinity'>>> = {
  string: { jsonTypes: ['text'], affinity: 'TEXT' },
  number: { jsonTypes: ['integer', 'real'], affinity: 'REAL' },
  boolean: { jsonTypes: ['true', 'false'], affinity: 'INTEGER' },
}

/** The column of a field, quoted; `id` and `kind` are columns by their own names. */
export const columnName = (field: string): string =>
  field === 'id' || field === 'kind' ? field : `"f_${field}"`

/** The scalar fields that queries may use, in the order in which their values are bound. */
export const columnsOf = (container: ContainerName): readonly Column[] =>
  Object.entries(containers[container].fields).flatMap(([field, type]) =>
    type === 'stringArray' ? [] : [{ field, type, name: columnName(field), ...kinds[type] }],
  )

const scalar = (value: JsonValue | undefined, type: ScalarType): string | number | null => {
  if (typeof value !== type) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

/** A value of another type than the field's is not indexed: the document counts as one without the field. */
export const columnValues = (
  columns: readonly Column[],
  document: StoredDocument,
): readonly (string | number | null)[] => columns.map(({ field, type }) => scalar(document[field], type))
