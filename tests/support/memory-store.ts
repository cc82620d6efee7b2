import { checkBatch, checkBytes, checkId, checkPartition } from '../../src/adapters/store/batch-checks.ts'
import { continuationAfter, positionOf } from '../../src/adapters/sqlite/continuation.ts'
import { incrementDocument, meets, parseDocument } from '../../src/adapters/store/documents.ts'
import { checkQuery, checkReadMany, fieldType } from '../../src/adapters/store/query-checks.ts'
import type {
  BatchFailure,
  BatchOperation,
  Clause,
  ContainerName,
  Query,
  QueryListPage,
  Store,
  Stored,
  StoredDocument,
} from '../../src/domain/ports/store.ts'
import { byCodePoint } from '../../local/cosmos-gateway/code-point-order.ts'

interface Entry {
  readonly document: StoredDocument
  readonly body: string
  readonly etag: string
  readonly expires: number
}

type Partition = Map<string, Entry>

const compare = (a: unknown, b: unknown): number => {
  if (typeof a === 'string' && typeof b === 'string') return byCodePoint(a, b)
  return Number(a) - Number(b)
}

const holds = (document: StoredDocument, { field, op, value }: Clause): boolean => {
  const actual = document[field]
  if (op === 'contains') return Array.isArray(actual) && actual.includes(value)
  if (typeof actual !== typeof value) return false
  const order = compare(actual, value)
  const answers = { eq: order === 0, gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }
  return answers[op]
}

const fresh = ({ body, etag }: Entry): Stored => ({ document: parseDocument(body), etag })

export interface ForkableStore extends Store {
  /** Another store with the same documents and etags; what is written to one is not in the other. */
  readonly fork: () => ForkableStore
}

const openMemoryStore = (
  now: () => number,
  partitions: Map<string, Partition>,
  written: number,
): ForkableStore => {
  let writes = written

  const partitionOf = (container: ContainerName, partition: string): Partition => {
    checkPartition(partition)
    const key = `${container}/${partition}`
    const known = partitions.get(key) ?? new Map<string, Entry>()
    partitions.set(key, known)
    return known
  }

  const find = (partition: Partition, id: string): Entry | undefined => {
    const entry = partition.get(id)
    return entry && entry.expires > now() ? entry : undefined
  }

  const put = (partition: Partition, document: StoredDocument): string => {
    writes += 1
    const body = JSON.stringify(document)
    const etag = `etag-${writes}`
    const expires = document.ttl === undefined ? Infinity : now() + document.ttl * 1000
    partition.set(document.id, { document: parseDocument(body), body, etag, expires })
    return etag
  }

  const apply = (partition: Partition, operation: BatchOperation): string | { failure: BatchFailure } => {
    const entry = find(partition, 'document' in operation ? operation.document.id : operation.id)
    if (operation.type === 'create') {
      return entry ? { failure: 'AlreadyExists' } : put(partition, operation.document)
    }
    if (!entry) return { failure: 'NotFound' }
    if (operation.type === 'increment')
      return meets(entry.document, operation.ifEquals)
        ? put(partition, incrementDocument(entry.document, operation.by))
        : { failure: 'EtagMismatch' }
    if (entry.etag !== operation.ifMatch) return { failure: 'EtagMismatch' }
    if (operation.type === 'replace') return put(partition, operation.document)
    partition.delete(operation.id)
    return ''
  }

  const matching = (container: ContainerName, partition: string, query: Query): Entry[] => {
    const sign = query.descending === true ? -1 : 1
    const type = fieldType(container, query.orderBy)
    const order = (a: StoredDocument, b: StoredDocument) =>
      sign * (compare(a[query.orderBy], b[query.orderBy]) || byCodePoint(a.id, b.id))
    const after = positionOf(container, partition, query)
    const last = after && { kind: '', [query.orderBy]: after.value, id: after.id }
    return [...partitionOf(container, partition).values()]
      .filter(({ expires, document }) => expires > now() && typeof document[query.orderBy] === type)
      .filter(({ document }) => query.where.every((clause) => holds(document, clause)))
      .filter(({ document }) => last === undefined || order(document, last) > 0)
      .toSorted((a, b) => order(a.document, b.document))
  }

  const read = async (container: ContainerName, partition: string, id: string) => {
    checkId(id)
    const entry = find(partitionOf(container, partition), id)
    return entry && fresh(entry)
  }

  return {
    read,
    readMany: async (container, partition, ids) => {
      checkReadMany(ids)
      const found = await Promise.all([...new Set(ids)].map((id) => read(container, partition, id)))
      return found.filter((stored) => stored !== undefined)
    },
    query: async (container, partition, query): Promise<QueryListPage> => {
      checkQuery(container, query)
      const entries = matching(container, partition, query)
      const documents = entries.slice(0, query.limit).map(fresh)
      const last = entries[query.limit - 1]?.document
      const value = last?.[query.orderBy]
      if (!last || entries.length <= query.limit) return { documents }
      if (typeof value !== 'string' && typeof value !== 'number') return { documents }
      const position = { value, id: last.id }
      return { documents, continuation: continuationAfter(container, partition, query, position) }
    },
    batch: async (container, name, operations) => {
      checkBatch(name, operations)
      checkBytes(
        name,
        operations,
        operations.map((one) => ('document' in one ? JSON.stringify(one.document) : '')),
      )
      const partition = partitionOf(container, name)
      const changed = new Map(partition)
      const etags: string[] = []
      for (const [index, operation] of operations.entries()) {
        const outcome = apply(changed, operation)
        if (typeof outcome !== 'string') return { ok: false, index, failure: outcome.failure }
        etags.push(outcome)
      }
      partitions.set(`${container}/${name}`, changed)
      return { ok: true, etags }
    },
    fence: async (_container, partition) => checkPartition(partition),
    ping: async () => {},
    // A batch replaces the map of its partition, so the maps inside can be shared.
    fork: () => openMemoryStore(now, new Map(partitions), writes),
  }
}

/** A store that forgets everything with the process: deterministic, and as strict as the engines. */
export const createMemoryStore = (now: () => number): Store => createForkableStore(now)

export const createForkableStore = (now: () => number): ForkableStore => openMemoryStore(now, new Map(), 0)
