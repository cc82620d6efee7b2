import { invalidContinuation } from '../../core/errors.ts'
import { queryAll } from '../documents/query-documents.ts'
import { forEachBounded } from '../../core/for-each-bounded.ts'
import type { Query, Store } from '../../ports/store.ts'
import type { workspaceAudits, AuditDocument } from './audit.ts'

export interface AuditListInput {
  readonly pageSize: number
  readonly continuation?: string | undefined
}

export interface AuditListPage {
  /** Newest first. */
  readonly entries: readonly AuditDocument[]
  readonly continuation?: string | undefined
}

export type AuditPartition = readonly [kind: typeof workspaceAudits, partition: string]

const partitionsAtOnce = 16

const parseContinuation = (continuation: string | undefined): string => {
  if (continuation === undefined) return ''
  if (/^\d{13}-[a-z0-9]{1,64}$/.test(continuation)) return continuation
  throw invalidContinuation()
}

/** Sorts after every id with the prefix: ids contain no character above `~`. */
const upperBound = (prefix: string): string => `${prefix}~`

/** Entries of one partition with ids between `after` and `before`, both exclusive, newest first. */
const queryBetween = (after: string, before: string, limit: number): Query => ({
  where: [
    { field: 'kind', op: 'eq', value: 'audit' },
    { field: 'id', op: 'gt', value: after },
    { field: 'id', op: 'lt', value: before },
  ],
  orderBy: 'id',
  limit,
})

/**
 * One list page of the entries with this prefix, merged from several partitions.
 * @throws DomainError `InvalidContinuation`
 */
export const mergeAudit = async (
  store: Store,
  prefix: string,
  partitions: readonly AuditPartition[],
  { pageSize, continuation }: AuditListInput,
): Promise<AuditListPage> => {
  const after = `${prefix}${parseContinuation(continuation)}`
  const wanted = pageSize + 1
  let newest: readonly AuditDocument[] = []
  await forEachBounded(partitions, partitionsAtOnce, async ([kind, partition]) => {
    // Entries older than the found ones are not needed once enough were found.
    const before = newest.length < wanted ? upperBound(prefix) : (newest.at(-1)?.id ?? upperBound(prefix))
    const found: AuditDocument[] = []
    const query = queryBetween(after, before, wanted)
    for await (const documents of queryAll(store, kind, partition, query)) {
      found.push(...documents.map(({ document }) => document))
      if (found.length >= wanted) break
    }
    newest = [...newest, ...found].toSorted((one, other) => (one.id < other.id ? -1 : 1)).slice(0, wanted)
  })
  const entries = newest.slice(0, pageSize)
  const last = newest.length > pageSize ? entries.at(-1) : undefined
  return { entries, ...(last ? { continuation: last.id.slice(prefix.length) } : {}) }
}
