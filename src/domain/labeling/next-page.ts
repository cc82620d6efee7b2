import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { ProjectName } from '../core/ids.ts'
import type { CountersReader } from '../model/items/read-counters.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import { segmentPartition, type SegmentKey } from '../model/items/segment.ts'
import type { LeaseRequest, LeaseResult } from './lease-pages.ts'
import { pageLimit } from '../tasks/limits.ts'
import type { Tasks } from '../tasks/tasks.ts'
import type { ShownPage } from './get-page.ts'
import type { ItemMemory } from './item-memory.ts'
import { readPageItems } from './read-page-items.ts'
import { pickSegments } from './pick-segments.ts'
import { changeCurrentSegment, readCurrentSegment } from '../model/leases/current-segment.ts'

/** The greatest age of the counters for the first choice of a segment, in milliseconds. */
const countersMaxAge = 2000
const fencesAtOnce = 32

export type NextPageResult =
  | ShownPage
  /** No page now: all items are done, or other labelers hold the open items. */
  | { readonly project: ProjectDocument; readonly waiting: 'AllDone' | 'AllLeased' }

interface NextPageDeps extends Pick<Deps, 'store'> {
  readonly memory: ItemMemory
  readonly tasks: Tasks
  readonly counters: CountersReader
  readonly lease: (segment: SegmentKey, request: LeaseRequest) => Promise<LeaseResult>
}

/**
 * Grants the caller's next page: their live page if there is one, else up to `size` open items that are on no live page.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ProjectNotRunning`, `ServiceUnavailable`
 */
export const nextPage =
  ({ store, memory, counters, lease, tasks }: NextPageDeps) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly size: number },
  ): Promise<NextPageResult> => {
    const { document: project } = await openProject(store, caller, input.project, 'Labeler')
    assertRunning(project)
    const { uid } = project
    const request = {
      labeler: caller.user,
      size: Math.min(input.size, pageLimit(tasks.of(project), project)),
      lease: project.pageLease,
    }
    const single = project.segments === 1
    const current = single ? undefined : await readCurrentSegment(store, uid, caller.user)
    const first = single ? 0 : current?.document.segment
    const tried = new Set<number>()

    const leaseFirst = async (segments: readonly number[]): Promise<ShownPage | undefined> => {
      for (const segment of segments) {
        if (tried.has(segment)) continue
        tried.add(segment)
        const page = await lease({ uid, segment }, request)
        if (!page) continue
        if (segment !== first) await changeCurrentSegment(store, uid, caller.user, current, segment)
        return { project, page, items: await readPageItems({ store, memory }, { uid, segment }, page) }
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
    return { project, waiting: fresh.every(({ open }) => open === 0) ? 'AllDone' : 'AllLeased' }
  }

export type NextPage = ReturnType<typeof nextPage>

const reasons: Readonly<Record<Exclude<ProjectDocument['status'], 'Running'>, string>> = {
  Creating: 'is still being created; wait until it is Running',
  Paused: 'is paused; ask its administrator to resume it',
  Failed: 'has failed to import its data; ask its administrator to refresh it',
  Deleting: 'is being deleted; choose another project',
}

const assertRunning = ({ id, status }: ProjectDocument): void => {
  if (status !== 'Running')
    throw new DomainError('ProjectNotRunning', `The project '${id}' ${reasons[status]}`)
}
