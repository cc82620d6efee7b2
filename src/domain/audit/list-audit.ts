import { DomainError, isDomainError } from '../core/errors.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../core/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import { queryFirst, queryPages } from '../core/page.ts'
import { segmentPartition } from '../items/segment.ts'
import { forEachBounded } from '../operations/for-each-bounded.ts'
import type { Query, Store } from '../ports/store.ts'
import { openProject } from '../projects/project-access.ts'
import { projectPartition, projectScope, type ProjectDocument } from '../projects/project.ts'
import { auditIdPrefix, projectAudits, segmentAudits, type AuditDocument } from './audit.ts'

export interface AuditPage {
  /** The newest first. */
  readonly entries: readonly AuditDocument[]
  readonly continuation?: string | undefined
}

type Subject = Pick<ProjectDocument, 'id' | 'uid' | 'segments'>
type Partition = readonly [kind: typeof projectAudits, partition: string]

const partitionsAtOnce = 16

const parseContinuation = (continuation: string | undefined): string => {
  if (continuation === undefined) return ''
  if (/^\d{13}-[a-z0-9]{1,64}$/.test(continuation)) return continuation
  throw new DomainError(
    'InvalidContinuation',
    'This continuation was not given by the service; start from the first page',
    { target: 'continuation' },
  )
}

/** Entries of one partition whose ids lie between two, both left out; they begin with the newest. */
const queryBetween = (after: string, before: string, limit: number): Query => ({
  where: [
    { field: 'kind', op: 'eq', value: 'audit' },
    { field: 'id', op: 'gt', value: after },
    { field: 'id', op: 'lt', value: before },
  ],
  orderBy: 'id',
  limit,
})

/** Comes right after every id that begins with the prefix: no id has a letter beyond. */
const endOf = (prefix: string): string => `${prefix}~`

/** A project that is gone left its traces where projects are; they say where the others lie. */
const findTraces = async (store: Store, name: ProjectName): Promise<Subject | undefined> => {
  const prefix = auditIdPrefix(name)
  const { documents } = await queryFirst(
    store,
    'workspace',
    projectPartition,
    queryBetween(prefix, endOf(prefix), 1),
  )
  const [newest] = documents.map((stored) => projectAudits.parse(stored).document)
  return newest && { id: name, uid: newest.uid, segments: newest.segments }
}

const openSubject = async (store: Store, caller: Caller, name: ProjectName): Promise<Subject> => {
  try {
    return (await openProject(store, caller, name, 'Admin')).document
  } catch (error) {
    if (caller.role !== 'Admin' || !isDomainError(error, 'ProjectNotFound')) throw error
    const traces = await findTraces(store, name)
    if (!traces) throw error
    return traces
  }
}

const partitionsOf = ({ uid, segments }: Subject): readonly Partition[] => [
  [projectAudits, projectPartition],
  [projectAudits, projectScope(uid)],
  ...Array.from(
    { length: segments },
    (_, segment) => [segmentAudits, segmentPartition(uid, segment)] as const,
  ),
]

/**
 * What was done in a project, also in one that was deleted: those of all its partitions, merged by time.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `InvalidContinuation`
 */
export const listAudit =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    input: {
      readonly project: ProjectName
      readonly pageSize: number
      readonly continuation?: string | undefined
    },
  ): Promise<AuditPage> => {
    const subject = await openSubject(store, caller, input.project)
    const prefix = auditIdPrefix(subject.id)
    const after = `${prefix}${parseContinuation(input.continuation)}`
    const wanted = input.pageSize + 1
    let newest: readonly AuditDocument[] = []
    await forEachBounded(partitionsOf(subject), partitionsAtOnce, async ([kind, partition]) => {
      // What is older than all that are wanted already need not be read.
      const before = newest.length < wanted ? endOf(prefix) : (newest.at(-1)?.id ?? endOf(prefix))
      const found: AuditDocument[] = []
      const query = queryBetween(after, before, wanted)
      for await (const documents of queryPages(store, kind, partition, query)) {
        found.push(...documents.map(({ document }) => document))
        if (found.length >= wanted) break
      }
      newest = [...newest, ...found].toSorted((one, other) => (one.id < other.id ? -1 : 1)).slice(0, wanted)
    })
    const entries = newest.slice(0, input.pageSize)
    const last = newest.length > input.pageSize ? entries.at(-1) : undefined
    return { entries, ...(last ? { continuation: last.id.slice(prefix.length) } : {}) }
  }

export type ListAudit = ReturnType<typeof listAudit>
