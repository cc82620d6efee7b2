import { DatabaseSync } from 'node:sqlite'
import type {
  BatchOperation,
  ContainerName,
  Query,
  QueryListPage,
  Store,
  Stored,
} from '../../domain/ports/store.ts'
import { checkBatch, checkBytes, checkId, checkPartition } from '../store/batch-checks.ts'
import type { PreparedOperation } from './container-writer.ts'
import { continuationAfter, positionOf } from './continuation.ts'
import { mapSqliteError, storeClosed } from './errors.ts'
import { createGroupCommit } from './group-commit.ts'
import { checkQuery, checkReadMany } from '../store/query-checks.ts'
import { scalarOf, storedOf, textOf } from './rows.ts'
import { migrate } from './schema.ts'
import { createStatements } from './statements.ts'
import type { Statements } from './statements.ts'
import { createSweep } from './sweep.ts'
import { toSqliteQuery } from './to-sqlite-query.ts'
import { createWriter } from './writer.ts'

export interface SqliteOptions {
  /** Path of the database file. A missing file is created. */
  readonly file: string
  /** The clock in milliseconds. */
  readonly now: () => number
  /** Maximum size of the file in pages of 4096 bytes. Tests use it to simulate a full disk. */
  readonly maxPages?: number
  /** Milliseconds to wait for a lock of another process. The wait blocks the event loop. Default: 1000. */
  readonly busyTimeout?: number
}

export interface SqliteStore extends Store {
  /** Writes the pending batches and closes the file. Later calls throw `ServiceUnavailable`. */
  close(): void
}

/**
 * Ids are hashes, so writes are spread over all pages of the file. A log of up to 128 MB between checkpoints, and a cache of
 * 32 MB, combine many writes per page.
 */
const settings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -32768;
  PRAGMA wal_autocheckpoint = 32000;
  PRAGMA journal_size_limit = 268435456;
  PRAGMA temp_store = MEMORY;
`

const openDatabase = ({ file, maxPages, busyTimeout = 1000 }: SqliteOptions): DatabaseSync => {
  const db = new DatabaseSync(file, { timeout: busyTimeout })
  try {
    db.exec(settings)
    migrate(db)
    if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${maxPages}`)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

const prepareOperations = (
  partition: string,
  operations: readonly BatchOperation[],
): readonly PreparedOperation[] => {
  const result = operations.map((operation) => ({
    operation,
    body: 'document' in operation ? JSON.stringify(operation.document) : '',
  }))
  checkBytes(
    partition,
    operations,
    result.map(({ body }) => body),
  )
  return result
}

const createReads = (statements: Statements, now: () => number) => {
  const read = (container: ContainerName, partition: string, id: string): Stored | undefined => {
    checkPartition(partition)
    checkId(id)
    const sql = `SELECT body, etag FROM ${container} WHERE part = ? AND id = ? AND (expires IS NULL OR expires > ?)`
    const row = statements(sql).get(partition, id, now())
    return row && storedOf(row)
  }

  const readMany = (
    container: ContainerName,
    partition: string,
    ids: readonly string[],
  ): readonly Stored[] => {
    checkReadMany(ids)
    return [...new Set(ids)].flatMap((id) => read(container, partition, id) ?? [])
  }

  const query = (container: ContainerName, partition: string, query: Query): QueryListPage => {
    checkPartition(partition)
    checkQuery(container, query)
    const { text, values } = toSqliteQuery(
      container,
      partition,
      query,
      positionOf(container, partition, query),
      now(),
    )
    const rows = statements(text).all(...values)
    const documents = rows.slice(0, query.limit).map(storedOf)
    const last = rows[query.limit - 1]
    if (rows.length <= query.limit || !last) return { documents }
    const position = { value: scalarOf(last, 'position'), id: textOf(last, 'id') }
    return { documents, continuation: continuationAfter(container, partition, query, position) }
  }

  return { read, readMany, query }
}

/**
 * The store on one SQLite file. A resolved batch is durable, even after a power failure.
 * @throws DomainError `ServiceUnavailable` or `StorageFull` if the file cannot be opened
 */
export const openSqliteStore = (options: SqliteOptions): SqliteStore => {
  const { now } = options
  let db: DatabaseSync
  try {
    db = openDatabase(options)
  } catch (error) {
    throw mapSqliteError(error)
  }
  const statements = createStatements(db)
  const write = createWriter(statements)
  const sweep = createSweep(statements)
  const group = createGroupCommit(db, statements, () => sweep(now()))
  const reads = createReads(statements, now)

  const guard = <T>(run: () => T): T => {
    if (!db.isOpen) throw storeClosed()
    try {
      return run()
    } catch (error) {
      throw mapSqliteError(error)
    }
  }

  return {
    read: async (container, partition, id) => guard(() => reads.read(container, partition, id)),
    readMany: async (container, partition, ids) => guard(() => reads.readMany(container, partition, ids)),
    query: async (container, partition, query) => guard(() => reads.query(container, partition, query)),
    batch: async (container, partition, operations) => {
      checkBatch(partition, operations)
      const prepared = prepareOperations(partition, operations)
      return guard(() => group.submit(() => write(container, partition, prepared, now())))
    },
    // One file has one state: a read always sees every commit.
    fence: async (_container, partition) => checkPartition(partition),
    ping: async () => {
      guard(() => statements('SELECT 1 FROM sqlite_schema LIMIT 1').get())
    },
    close: () => {
      if (!db.isOpen) return
      group.flush()
      db.close()
    },
  }
}
