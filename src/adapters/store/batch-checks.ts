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

/** The bytes of the fixed text of an operation, and of one increment, in a request, rounded up. */
const operationEnvelope = 128
const incrementEnvelope = 60

/** JSON in UTF-8 takes at most six bytes for a unit of a text, as for `\u0000`. */
const bytesOf = (text: string, exact: boolean): number =>
  exact ? Buffer.byteLength(JSON.stringify(text)) : 6 * text.length + 2

/** At most. */
const bytesBeside = (partition: string, operation: BatchOperation, exact: boolean): number => {
  const condition = 'ifMatch' in operation ? operation.ifMatch : ''
  const paths = operation.type === 'increment' ? Object.keys(operation.by) : []
  // A path is sent as a pointer, where a slash takes two signs.
  const pointers = exact ? paths.map((path) => path.replaceAll(/[~/]/g, '~1')) : paths
  const increments = pointers.reduce((sum, one) => sum + incrementEnvelope + bytesOf(one, exact), 0)
  const texts = [partition, idOf(operation), condition]
  return texts.reduce((sum, text) => sum + bytesOf(text, exact), operationEnvelope + increments)
}

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
  const besideAll = (exact: boolean): number =>
    operations.reduce((sum, operation) => sum + bytesBeside(partition, operation, exact), 0)
  if (3 * length <= maxBatchBytes && 3 * length + besideAll(false) <= maxRequestBytes) return
  const bytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0)
  if (bytes > maxBatchBytes)
    throw new Error(`The documents of a batch must be at most ${maxBatchBytes} bytes, not ${bytes}`)
  if (bytes + besideAll(true) > maxRequestBytes)
    throw new Error('The ids, conditions and increments of a batch are too large beside its documents')
}
