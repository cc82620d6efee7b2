import type { BatchFailure, BatchOperation, ContainerName, StoredDocument } from '../../domain/ports/store.ts'
import { columnsOf, columnValues } from './columns.ts'
import { incrementDocument, meets, parseDocument } from '../store/documents.ts'
import { scalarOf, textOf } from './rows.ts'
import type { Row } from './rows.ts'
import type { Statements } from './statements.ts'

/** An operation with its document as JSON; `body` is empty without a document. */
export interface PreparedOperation {
  readonly operation: BatchOperation
  readonly body: string
}

export interface OperationFailure {
  readonly failure: BatchFailure
}

/** Executes one operation and gives the written document the ETag. Returns the reason if the operation fails. */
export type WriteOperation = (
  partition: string,
  prepared: PreparedOperation,
  etag: string,
  now: number,
) => OperationFailure | undefined

type Value = string | number | null

const expiry = ({ ttl }: StoredDocument, now: number): number | null =>
  ttl === undefined ? null : now + ttl * 1000

export const createContainerWriter = (statements: Statements, container: ContainerName): WriteOperation => {
  const columns = columnsOf(container)
  const indexed = ['kind', 'expires', ...columns.map(({ name }) => name)]
  // The column names in a row have no quotes.
  const keys = indexed.map((name) => name.replaceAll('"', ''))
  const all = ['body', 'etag', ...indexed]
  // An expired document that is not swept yet is replaced.
  const create = statements(
    `INSERT INTO ${container} (${all.join(', ')}, part, id) VALUES (${all.map(() => '?').join(', ')}, ?, ?)
     ON CONFLICT (part, id) DO UPDATE SET ${all.map((name) => `${name} = excluded.${name}`).join(', ')}
     WHERE expires <= ?`,
  )
  const live = `FROM ${container} WHERE part = ? AND id = ? AND (expires IS NULL OR expires > ?)`
  const find = statements(`SELECT rowid AS place, etag, ${indexed.join(', ')} ${live}`)
  const findWhole = statements(`SELECT rowid AS place, etag, body, ${indexed.join(', ')} ${live}`)
  const remove = statements(`DELETE FROM ${container} WHERE rowid = ?`)

  const indexedValues = (document: StoredDocument, now: number): readonly Value[] => [
    document.kind,
    expiry(document, now),
    ...columnValues(columns, document),
  ]

  /** Sets only the changed columns: SQLite rewrites the entries of every index with a named column. */
  const update = (row: Row, document: StoredDocument, body: string, etag: string, now: number): undefined => {
    const names = ['body', 'etag']
    const values: Value[] = [body, etag]
    indexedValues(document, now).forEach((value, index) => {
      if (value === row[keys[index] ?? '']) return
      names.push(indexed[index] ?? '')
      values.push(value)
    })
    const set = names.map((name) => `${name} = ?`).join(', ')
    statements(`UPDATE ${container} SET ${set} WHERE rowid = ?`).run(...values, scalarOf(row, 'place'))
  }

  return (partition, { operation, body }, etag, now) => {
    if (operation.type === 'create') {
      const { document } = operation
      const values = indexedValues(document, now)
      const { changes } = create.run(body, etag, ...values, partition, document.id, now)
      return changes === 0 ? { failure: 'AlreadyExists' } : undefined
    }
    if (operation.type === 'increment') {
      const row = findWhole.get(partition, operation.id, now)
      if (!row) return { failure: 'NotFound' }
      const present = parseDocument(textOf(row, 'body'))
      if (!meets(present, operation.ifEquals)) return { failure: 'EtagMismatch' }
      const document = incrementDocument(present, operation.by)
      return update(row, document, JSON.stringify(document), etag, now)
    }
    const id = operation.type === 'replace' ? operation.document.id : operation.id
    const row = find.get(partition, id, now)
    if (!row) return { failure: 'NotFound' }
    if (row['etag'] !== operation.ifMatch) return { failure: 'EtagMismatch' }
    if (operation.type === 'replace') return update(row, operation.document, body, etag, now)
    remove.run(scalarOf(row, 'place'))
    return undefined
  }
}
