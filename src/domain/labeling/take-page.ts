import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { Store } from '../ports/store.ts'
import { DomainError } from '../core/errors.ts'
import type { PageId, ProjectName } from '../core/ids.ts'
import type { CountersDocument } from '../model/items/counters.ts'
import { sumCounters, type CountersReader } from '../model/items/read-counters.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import { keepForMember, readHeldPage, requireMember } from './held-page.ts'
import { segmentPartition, type SegmentKey } from '../model/items/segment.ts'
import type { LeaseRequest, LeaseResult } from './lease-pages.ts'
import { pageLimit } from '../tasks/limits.ts'
import type { Tasks } from '../tasks/tasks.ts'
import type { ShownPage } from './get-page.ts'
import { forLabeler, type DatastoreProblem } from '../model/datastores/datastore-problem.ts'
import { items } from '../model/items/item.ts'
import type { ItemMemory } from './item-memory.ts'
import { readPageItems } from './read-page-items.ts'
import { pickSegments } from './pick-segments.ts'
import { waitUntil, type LeaseEnds } from './lease-ends.ts'
import type { DatastoreWatch } from './datastore-watch.ts'
import { changeCurrentSegment, readCurrentSegment } from '../model/leases/current-segment.ts'

/** The greatest age of the counters for the first choice of a segment, in milliseconds. */
const countersMaxAge = 2000
const fencesAtOnce = 32

/** Why there is no page now: all items are done; other labelers hold the open items; or those left have no file. */
export const waitingReasons = ['AllDone', 'AllLeased', 'FilesMissing'] as const
type WaitingReason = (typeof waitingReasons)[number]

export type TakePageResult =
  | ShownPage
  | {
      readonly project: ProjectDocument
      readonly waiting: WaitingReason
      /** Seconds after which an item may be free again, if other labelers hold all. */
      readonly retryAfter?: number | undefined
    }

export interface TakePageDeps extends Pick<Deps, 'store' | 'now'> {
  readonly memory: ItemMemory
  readonly tasks: Tasks
  readonly counters: CountersReader
  readonly watch: DatastoreWatch
  readonly ends: LeaseEnds
  readonly lease: (segment: SegmentKey, request: LeaseRequest) => Promise<LeaseResult>
}

/**
 * Grants the caller's next page: their live page if there is one, else up to `size` open items that are on no live page.
 * While the datastore of the project cannot be read, no new page is granted: nobody could see its files.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ProjectNotRunning`, `ServiceUnavailable`, `DatastoreUnreachable`,
 * `DatastoreUnavailable`
 */
export const takePage =
  (deps: TakePageDeps) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly size: number; readonly after?: PageId | undefined },
  ): Promise<TakePageResult> => {
    const { store, now, memory, counters, lease, tasks, watch } = deps
    const open = async (): Promise<ProjectDocument> => {
      // The membership is read behind a fence once, before a page or its absence is shown.
      const { document } = await openProject(store, caller, input.project, 'Labeler', { fenced: false })
      assertRunning(document)
      return document
    }
    let project = await open()
    const known = watch.known(project)
    let problem = known?.problem
    if (!known) {
      const segment = await findSegment(store, caller, project)
      const sample = findSamplePath(store, { uid: project.uid, segment: segment ?? 0 })
      const held = await showHeld(deps, caller, project, segment)
      if (held) {
        const datastoreProblem = await watch.recall(project, sample)
        await requireMember(deps, caller, project)
        return { ...held, datastoreProblem }
      }
      problem = await watch.look(project, sample)
      // The look may have taken its time.
      project = await open()
    }
    const { uid } = project
    const request = {
      labeler: caller.user,
      size: Math.min(input.size, pageLimit(tasks.of(project), project)),
      lease: project.pageLease,
    }
    const single = project.segments === 1
    const current = single ? undefined : await readCurrentSegment(store, uid, caller.user)
    const first = single ? 0 : current?.document.segment
    if (problem) return withoutFiles(deps, caller, project, first, problem)
    const began = now()
    const tried = new Set<number>()

    const leaseFirst = async (segments: readonly number[]): Promise<ShownPage | undefined> => {
      for (const segment of segments) {
        if (tried.has(segment)) continue
        tried.add(segment)
        const page = await lease({ uid, segment }, request)
        if (!page) continue
        await keepForMember(deps, caller, project, segment, page)
        if (segment !== first) await changeCurrentSegment(store, uid, caller.user, current, segment)
        // A page from before is shown as its items are now.
        const recent = page.grantedAt >= began ? memory : undefined
        const shown = await readPageItems({ store, memory: recent }, { uid, segment }, page)
        return { project, page, items: shown }
      }
      return undefined
    }

    const page =
      (first === undefined ? undefined : await leaseFirst([first])) ??
      (await leaseFirst(pickSegments(uid, caller.user, await counters(project, countersMaxAge))))
    if (page) return page

    // The counters may be stale: read them again, behind a fence, before the answer that no items are left.
    if (store.canLag)
      await forEachBounded(Array(project.segments).keys(), fencesAtOnce, (segment) =>
        store.fence('items', segmentPartition(uid, segment)),
      )
    const fresh = await counters(project, 0)
    const late = await leaseFirst(pickSegments(uid, caller.user, fresh))
    if (late) return late
    await requireMember(deps, caller, project)
    const waiting = reasonWithoutOpen(fresh)
    if (waiting) return { project, waiting }
    const partitions = fresh.map((_, segment) => segmentPartition(uid, segment))
    const at = now()
    return { project, waiting: 'AllLeased', retryAfter: waitUntil(deps.ends.first(partitions, at), at) }
  }

export type TakePage = ReturnType<typeof takePage>

/** Undefined while items are open. An unlabeled item is open unless its file is missing. */
const reasonWithoutOpen = (all: readonly CountersDocument[]): WaitingReason | undefined => {
  const { open, states } = sumCounters(all)
  if (open > 0) return undefined
  return states.unlabeled > 0 ? 'FilesMissing' : 'AllDone'
}

/** The segment of a labeler's last page; undefined if there is none. */
const findSegment = async (
  store: Store,
  { user }: Caller,
  { uid, segments }: ProjectDocument,
): Promise<number | undefined> =>
  segments === 1 ? 0 : (await readCurrentSegment(store, uid, user))?.document.segment

/** Finds the path of an open item, which need not be free. */
const findSamplePath =
  (store: Store, { uid, segment }: SegmentKey) =>
  async (): Promise<string | undefined> => {
    const { documents } = items.parseListPage(
      await store.query('items', segmentPartition(uid, segment), {
        where: [{ field: 'queue', op: 'gte', value: 0 }],
        orderBy: 'queue',
        limit: 1,
      }),
    )
    return documents[0]?.document.path
  }

const showHeld = async (
  deps: TakePageDeps,
  caller: Caller,
  project: ProjectDocument,
  segment: number | undefined,
): Promise<ShownPage | undefined> => {
  if (segment === undefined) return undefined
  const { uid } = project
  const page = await readHeldPage(deps, caller, { uid, segment })
  return page && { project, page, items: await readPageItems({ store: deps.store }, { uid, segment }, page) }
}

/** The live page of the caller, which may be submitted, or the answer that all is done; else the refusal of a new page. */
const withoutFiles = async (
  deps: TakePageDeps,
  caller: Caller,
  project: ProjectDocument,
  segment: number | undefined,
  datastoreProblem: DatastoreProblem,
): Promise<TakePageResult> => {
  await requireMember(deps, caller, project)
  const held = await showHeld(deps, caller, project, segment)
  if (held) return { ...held, datastoreProblem }
  const waiting = reasonWithoutOpen(await deps.counters(project, 0))
  if (waiting) return { project, waiting }
  const { code, message, retryAfter } = forLabeler(datastoreProblem)
  throw new DomainError(
    code,
    `No new page is granted. ${message}`,
    retryAfter === undefined ? {} : { retryAfter },
  )
}

const reasons: Readonly<Record<Exclude<ProjectDocument['status'], 'Running'>, string>> = {
  Creating: 'is still being created; wait until it is Running',
  Paused: 'is paused; ask its administrator to resume it',
  Failed: 'has failed to import its data; ask its administrator to refresh it',
  Deleting: 'is being deleted; choose another project',
}

/** @throws DomainError `ProjectNotRunning` */
export const assertRunning = ({ id, status }: ProjectDocument): void => {
  if (status !== 'Running')
    throw new DomainError('ProjectNotRunning', `The project '${id}' ${reasons[status]}`)
}
