/**
 * The document store: the part of Cosmos DB that the service uses. An engine is correct if it passes the contract suite
 * (`tests/contracts/store-contract.ts`).
 *
 * - A document is in one partition of one container; its id is unique in that partition.
 * - Every write is conditional: create (must not exist), replace and delete (etag must match), increment (must exist, and may require
 *   the value of a number).
 * - A batch is atomic within one partition.
 * - A query reads one partition in the order of one field, list page by list page. A document without that field is not
 *   found.
 * - A document whose id begins with `audit:` can be created and read, but not changed or deleted.
 * - A document with `ttl` expires that many seconds after its last write.
 */
export type ContainerName = 'workspace' | 'items'

/** The type of a field that queries may use. Values of other types are not indexed. */
export type FieldType = 'string' | 'number' | 'boolean' | 'stringArray'

export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined }

export interface StoredDocument {
  readonly id: string
  readonly kind: string
  readonly ttl?: number | undefined
  readonly [field: string]: JsonValue | undefined
}

export interface Stored<T = StoredDocument> {
  readonly document: T
  /** Without quotes. */
  readonly etag: string
}

export type BatchOperation =
  | { readonly type: 'create'; readonly document: StoredDocument }
  | { readonly type: 'replace'; readonly document: StoredDocument; readonly ifMatch: string }
  | { readonly type: 'delete'; readonly id: string; readonly ifMatch: string }
  /**
   * Adds to numbers by path (`labeled`, `classes.c1`); `by` has at least one path. A missing number counts as 0, but its
   * parent object must exist.
   */
  | {
      readonly type: 'increment'
      readonly id: string
      readonly by: Readonly<Record<string, number>>
      /** The increment fails with `EtagMismatch` unless this top-level number has this value; a missing one counts as 0. */
      readonly ifEquals?: { readonly field: string; readonly value: number } | undefined
    }

/** The prefix of the ids of append-only documents. */
export const appendOnlyPrefix = 'audit:'

/**
 * The operations of one batch. An increment counts as one operation for each 10 paths or part thereof, all others as
 * one.
 */
export const maxBatchCost = 100
export const incrementsPerOperation = 10
export const maxRequestBytes = 2 * 1024 * 1024
/**
 * The bytes of all documents of a batch, as JSON in UTF-8. This also limits a single document. A request has 2 MiB: the rest is
 * for what an engine sends beside the documents, such as ids, conditions and increments.
 */
export const maxBatchBytes = maxRequestBytes - 64 * 1024

export const batchCost = (operations: readonly BatchOperation[]): number =>
  operations.reduce(
    (sum, operation) =>
      sum +
      (operation.type === 'increment'
        ? Math.max(1, Math.ceil(Object.keys(operation.by).length / incrementsPerOperation))
        : 1),
    0,
  )

export type BatchFailure = 'AlreadyExists' | 'EtagMismatch' | 'NotFound'

export type BatchResult =
  /** The new etags, one per operation in order; the empty string for a delete. */
  | { readonly ok: true; readonly etags: readonly string[] }
  /** Nothing was written. `index` is the first operation that failed. */
  | { readonly ok: false; readonly index: number; readonly failure: BatchFailure }

export type FieldValue = string | number | boolean

export type Clause =
  | { readonly field: string; readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'; readonly value: FieldValue }
  /** The field is an array with this member. */
  | { readonly field: string; readonly op: 'contains'; readonly value: string }

export interface Query {
  /** All clauses must hold. Their fields and the order must be declared in `containers`. */
  readonly where: readonly Clause[]
  /** Numbers by value, text by code point, equal values in an order of the engine. `descending` reverses them. */
  readonly orderBy: string
  readonly descending?: boolean | undefined
  /** The most documents of the list page, 1 to 1000. It may have fewer and still have a continuation. */
  readonly limit: number
  /** From the list page before, with the same `where` and order. */
  readonly continuation?: string | undefined
  /** The continuation stays inside the service, so it may be long. */
  readonly internal?: boolean | undefined
}

export interface QueryListPage {
  readonly documents: readonly Stored[]
  readonly continuation?: string | undefined
}

/**
 * Whether a failure can rest on a read that was a moment old. `IfChanged`: only if a document that was read by its id is
 * another one now.
 */
export type RestsOnReads = 'Never' | 'IfChanged' | 'Always'

/**
 * Runs work. If it fails with an error that can rest on old reads, it runs once more with reads that are all true: each
 * partition is fenced before its first read.
 */
export type Decide = <T>(work: () => Promise<T>, restsOn: (error: unknown) => RestsOnReads) => Promise<T>

export interface Store {
  /**
   * True if a read can miss writes that another process had acknowledged before it. What rests on such a read, a refusal or
   * an end, is read again behind a fence first.
   */
  readonly canLag: boolean
  /** A point read; undefined if the document does not exist. */
  read(container: ContainerName, partition: string, id: string): Promise<Stored | undefined>
  /** Point reads of at most 1000 ids. Returns the documents that exist, in no particular order. */
  readMany(container: ContainerName, partition: string, ids: readonly string[]): Promise<readonly Stored[]>
  query(container: ContainerName, partition: string, query: Query): Promise<QueryListPage>
  /**
   * @throws DomainError `ServiceUnavailable`, `TooManyRequests` or `StorageFull`; the batch may then have been written
   * or not.
   */
  batch(
    container: ContainerName,
    partition: string,
    operations: readonly BatchOperation[],
  ): Promise<BatchResult>
  /**
   * After it resolves, reads of this partition through this store see every write that any process had acknowledged before
   * the call. It changes nothing, and costs about one request unit.
   * @throws DomainError `ServiceUnavailable` or `TooManyRequests`
   */
  fence(container: ContainerName, partition: string): Promise<void>
  /** Resolves if the store responds. @throws DomainError `ServiceUnavailable` */
  ping(): Promise<void>
}
