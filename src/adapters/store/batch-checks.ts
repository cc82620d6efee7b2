import {
  appendOnlyPrefix,
  batchCost,
  maxBatchBytes,
  maxBatchCost,
  maxRequestBytes,
} from '../../domain/ports/store.ts'
import type { BatchOperation, StoredDocument } from '../../domain/ports/store.ts'

/**
 * The limits of Cosmos DB, which every engine enforces. A violation is a bug in the calling code, not an error of a user, so
 * it is a plain error.
 */
const maxIdBytes = 1023
const maxPartitionBytes = 2048
const forbiddenInIds = /[/\\?#]/

const bytesExceed = (text: string, most: number): boolean =>
  text.length * 3 > most && Buffer.byteLength(text) > most

/** @throws Error if the partition is not valid */
export const checkPartition = (partition: string): void => {
  if (partition === '' || !partition.isWellFormed() || bytesExceed(partition, maxPartitionBytes)) {
    throw new Error(`A partition must be 1 to ${maxPartitionBytes} bytes of Unicode`)
  }
}

/** @throws Error if the id is not valid */
export const checkId = (id: string): void => {
  if (id === '' || !id.isWellFormed() || forbiddenInIds.test(id) || bytesExceed(id, maxIdBytes)) {
    throw new Error(
      `An id must be 1 to ${maxIdBytes} bytes of Unicode without / \\ ? #, not ${JSON.stringify(id)}`,
    )
  }
}

const checkDocument = ({ id, kind, ttl }: StoredDocument): void => {
  checkId(id)
  if (typeof kind !== 'string' || kind === '') throw new Error(`Document ${id} has no kind`)
  if (ttl !== undefined && (!Number.isSafeInteger(ttl) || ttl < 1)) {
    throw new Error(`The ttl of document ${id} must be an integer of at least 1 (seconds), not ${ttl}`)
  }
}

const checkIncrement = (id: string, by: Readonly<Record<string, number>>): void => {
  checkId(id)
  const amounts = Object.entries(by)
  if (amounts.length === 0) throw new Error(`The increment of ${id} is empty`)
  for (const [path, amount] of amounts) {
    if (path.split('.').includes('')) throw new Error(`The increment of ${id} has the empty path "${path}"`)
    if (!Number.isFinite(amount)) throw new Error(`The increment of ${id} adds ${amount} to ${path}`)
  }
}

const idOf = (operation: BatchOperation): string =>
  'document' in operation ? operation.document.id : operation.id

/** Audit entries are append-only. */
const checkAppendOnly = (operation: BatchOperation): void => {
  if (operation.type !== 'create' && idOf(operation).startsWith(appendOnlyPrefix))
    throw new Error(`Document ${idOf(operation)} can only be created, not ${operation.type}d`)
}

const checkOperation = (operation: BatchOperation): void => {
  checkAppendOnly(operation)
  switch (operation.type) {
    case 'create':
    case 'replace':
      return checkDocument(operation.document)
    case 'delete':
      return checkId(operation.id)
    case 'increment':
      if (operation.ifEquals && !Number.isSafeInteger(operation.ifEquals.value))
        throw new Error(`The condition of the increment of ${operation.id} needs an integer`)
      return checkIncrement(operation.id, operation.by)
  }
}

/** @throws Error if the batch is not valid */
export const checkBatch = (partition: string, operations: readonly BatchOperation[]): void => {
  checkPartition(partition)
  if (operations.length === 0) throw new Error('A batch must have at least one operation')
  const cost = batchCost(operations)
  if (cost > maxBatchCost) throw new Error(`The cost of a batch must be at most ${maxBatchCost}, not ${cost}`)
  operations.forEach(checkOperation)
}

/** The bytes of the fixed text of an operation or an increment in a request, rounded up. */
const envelope = 160

/** The texts that an operation has in a request beside its document. */
const textsOf = (partition: string, operation: BatchOperation): readonly string[] => [
  partition,
  idOf(operation),
  ...('ifMatch' in operation ? [operation.ifMatch] : []),
  ...(operation.type === 'increment' ? Object.keys(operation.by) : []),
]

/** At most, as JSON in UTF-8: a text such as `\u0000` takes six bytes for one unit. */
const bytesBeside = (partition: string, operations: readonly BatchOperation[], exact: boolean): number =>
  operations
    .flatMap((operation) => textsOf(partition, operation))
    .reduce(
      (sum, text) =>
        sum + envelope + (exact ? 2 * Buffer.byteLength(JSON.stringify(text)) : 12 * text.length),
      0,
    )

/**
 * Checks that a batch fits one request of Cosmos DB, with what the engine sends beside the documents.
 * @throws Error if the JSON documents of the batch, or all of it, are too large
 */
export const checkBytes = (
  partition: string,
  operations: readonly BatchOperation[],
  bodies: readonly string[],
): void => {
  const length = bodies.reduce((sum, body) => sum + body.length, 0)
  const room = maxRequestBytes - 3 * length
  if (3 * length <= maxBatchBytes && bytesBeside(partition, operations, false) <= room) return
  const bytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0)
  if (bytes > maxBatchBytes)
    throw new Error(`The documents of a batch must be at most ${maxBatchBytes} bytes, not ${bytes}`)
  if (bytesBeside(partition, operations, true) > maxRequestBytes - bytes)
    throw new Error('The ids, conditions and increments of a batch are too large beside its documents')
}
