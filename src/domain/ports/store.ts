/**
 * The document store: exactly the part of Cosmos DB that the service uses, so that any engine which passes the
 * contract suite (`tests/contracts/store-contract.ts`) will do.
 *
 * - A document lives in one container and one partition and has an id that is unique there.
 * - Every write is conditional: create (must not exist), replace and delete (etag must match), increment (must exist).
 * - A batch is atomic within one partition: all of it or none.
 * - A query reads one partition, in the order of one field, page by page. A document without that field is not found.
 * - A document whose id begins with `audit:` can be created and read, and nothing else.
 * - A document with `ttl` vanishes that many seconds after its last write.
 */
export type ContainerName = 'workspace' | 'items'

/** The type of a field that queries may use. A value of another type is not indexed. */
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
  readonly etag: string
}

export type BatchOperation =
  | { readonly type: 'create'; readonly document: StoredDocument }
  | { readonly type: 'replace'; readonly document: StoredDocument; readonly ifMatch: string }
  | { readonly type: 'delete'; readonly id: string; readonly ifMatch: string }
  /**
   * Adds to numbers, by path (`labeled`, `classes.c1`), at least one; a number that is not there yet starts at 0, but the
   * object that it belongs to must be there.
   */
  | { readonly type: 'increment'; readonly id: string; readonly by: Readonly<Record<string, number>> }

/** Ids of documents that can only be created. */
export const appendOnlyPrefix = 'audit:'

/** What one batch may hold: an increment costs one operation for each 10 paths begun, any other operation one. */
export const maxBatchCost = 100
export const incrementsPerOperation = 10
/** The documents of one batch together, as JSON in UTF-8; so also the most that one document may be. */
export const maxBatchBytes = 2 * 1024 * 1024

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
  /** The new etags, one per operation in order (the empty string for a delete). */
  | { readonly ok: true; readonly etags: readonly string[] }
  /** Nothing was written. `index` is the first operation that could not be done. */
  | { readonly ok: false; readonly index: number; readonly failure: BatchFailure }

export type FieldValue = string | number | boolean

export type Clause =
  | { readonly field: string; readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'; readonly value: FieldValue }
  /** The field is an array that has this member. */
  | { readonly field: string; readonly op: 'contains'; readonly value: string }

export interface Query {
  /** All of them hold. Fields and the order must be declared in `containers`. */
  readonly where: readonly Clause[]
  /** Numbers by size, text by code point; equal ones by id. `descending` turns both round. */
  readonly orderBy: string
  readonly descending?: boolean | undefined
  /** Most documents in the answer, 1 to 1000. An answer may be shorter and still have a continuation. */
  readonly limit: number
  /** From the page before, with the same `where` and order. */
  readonly continuation?: string | undefined
}

export interface QueryListPage {
  readonly documents: readonly Stored[]
  readonly continuation?: string | undefined
}

export interface Store {
  /** A point read; undefined if there is none. */
  read(container: ContainerName, partition: string, id: string): Promise<Stored | undefined>
  /** Point reads of at most 1000 ids; those that exist, in no order. */
  readMany(container: ContainerName, partition: string, ids: readonly string[]): Promise<readonly Stored[]>
  query(container: ContainerName, partition: string, query: Query): Promise<QueryListPage>
  /** @throws DomainError `ServiceUnavailable`, `TooManyRequests` or `StorageFull`; then nothing is known to be written. */
  batch(
    container: ContainerName,
    partition: string,
    operations: readonly BatchOperation[],
  ): Promise<BatchResult>
  /** Resolves if the store answers. @throws DomainError `ServiceUnavailable` */
  ping(): Promise<void>
}
