import { randomBytes } from 'node:crypto'
import type { StatementSync } from 'node:sqlite'
import type {
  BatchFailure,
  BatchOperation,
  BatchResult,
  ContainerName,
  StoredDocument,
} from '../../domain/ports/store.ts'
import { columnsOf, columnValues } from './columns.ts'
import { incremented, parseDocument } from './documents.ts'
import { textOf } from './rows.ts'
import type { Statements } from './statements.ts'

/** An operation as it was asked for, with its document already turned into text. */
export interface Prepared {
  readonly operation: BatchOperation
  readonly body: string
}

interface Failed {
  readonly failure: BatchFailure
}

type Increment = Extract<BatchOperation, { readonly type: 'increment' }>

export type Write = (partition: string, operations: readonly Prepared[], now: number) => BatchResult

const live = '(expires IS NULL OR expires > ?)'

interface ContainerStatements {
  readonly create: StatementSync
  readonly replace: StatementSync
  readonly rewrite: StatementSync
  readonly remove: StatementSync
  readonly find: StatementSync
}

const prepare = (statements: Statements, container: ContainerName): ContainerStatements => {
  const names = ['kind', 'etag', 'expires', 'body', ...columnsOf(container).map(({ name }) => name)]
  const set = names.map((name) => `${name} = ?`).join(', ')
  const one = 'part = ? AND id = ?'
  return {
    // A document whose time is over may still be there: it gives way.
    create: statements(
      `INSERT INTO ${container} (${names.join(', ')}, part, id) VALUES (${names.map(() => '?').join(', ')}, ?, ?)
       ON CONFLICT (part, id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
       WHERE expires <= ?`,
    ),
    replace: statements(`UPDATE ${container} SET ${set} WHERE ${one} AND etag = ? AND ${live}`),
    rewrite: statements(`UPDATE ${container} SET ${set} WHERE ${one}`),
    remove: statements(`DELETE FROM ${container} WHERE ${one} AND etag = ? AND ${live}`),
    find: statements(`SELECT body FROM ${container} WHERE ${one} AND ${live}`),
  }
}

const expiry = ({ ttl }: StoredDocument, now: number): number | null =>
  ttl === undefined ? null : now + ttl * 1000

/** Etags of this process: its own random beginning, then a count, so that none comes twice. */
const etagSource = (): (() => string) => {
  const beginning = randomBytes(6).toString('base64url')
  let count = 0
  return () => {
    count += 1
    return `${beginning}.${count.toString(36)}`
  }
}

const createContainerWriter = (
  statements: Statements,
  container: ContainerName,
  nextEtag: () => string,
): Write => {
  const columns = columnsOf(container)
  const { create, replace, rewrite, remove, find } = prepare(statements, container)

  const valuesOf = (document: StoredDocument, body: string, etag: string, now: number) => [
    document.kind,
    etag,
    expiry(document, now),
    body,
    ...columnValues(columns, document),
  ]
  const whyNot = (partition: string, id: string, now: number): Failed => ({
    failure: find.get(partition, id, now) ? 'EtagMismatch' : 'NotFound',
  })

  const increment = (
    partition: string,
    { id, by }: Increment,
    etag: string,
    now: number,
  ): Failed | undefined => {
    const row = find.get(partition, id, now)
    if (!row) return { failure: 'NotFound' }
    const document = incremented(parseDocument(textOf(row, 'body')), by)
    rewrite.run(...valuesOf(document, JSON.stringify(document), etag, now), partition, id)
    return undefined
  }

  const failureOf = (
    partition: string,
    { operation, body }: Prepared,
    etag: string,
    now: number,
  ): Failed | undefined => {
    if (operation.type === 'increment') return increment(partition, operation, etag, now)
    if (operation.type === 'delete') {
      const { changes } = remove.run(partition, operation.id, operation.ifMatch, now)
      return changes === 0 ? whyNot(partition, operation.id, now) : undefined
    }
    const { document } = operation
    const values = valuesOf(document, body, etag, now)
    if (operation.type === 'create') {
      const { changes } = create.run(...values, partition, document.id, now)
      return changes === 0 ? { failure: 'AlreadyExists' } : undefined
    }
    const { changes } = replace.run(...values, partition, document.id, operation.ifMatch, now)
    return changes === 0 ? whyNot(partition, document.id, now) : undefined
  }

  return (partition, operations, now) => {
    const etags: string[] = []
    for (const [index, prepared] of operations.entries()) {
      const etag = nextEtag()
      const failed = failureOf(partition, prepared, etag, now)
      if (failed) return { ok: false, index, ...failed }
      etags.push(prepared.operation.type === 'delete' ? '' : etag)
    }
    return { ok: true, etags }
  }
}

/** Does the operations of a batch one after the other; the caller undoes them if one cannot be done. */
export const createWriters = (statements: Statements): Readonly<Record<ContainerName, Write>> => {
  const nextEtag = etagSource()
  return {
    workspace: createContainerWriter(statements, 'workspace', nextEtag),
    items: createContainerWriter(statements, 'items', nextEtag),
  }
}
