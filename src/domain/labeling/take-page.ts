import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { Store } from '../ports/store.ts'
import { DomainError } from '../core/errors.ts'
import type { PageId, ProjectName } from '../core/ids.ts'
import type { CountersReader } from '../model/items/read-counters.ts'
import { openProject, type OpenedProject } from '../model/projects/project-access.ts'
import { importWait } from '../model/projects/project-status.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import { keepForMember, readHeldPages, requireMember } from './held-page.ts'
import { segmentPartition } from '../model/items/segment.ts'
import type { LeaseRequest } from './decide-leases.ts'
import { pageBeside } from '../model/leases/live-leases.ts'
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
import { findSegments } from './find-segments.ts'
import { reasonWithOpen, reasonWithoutOpen, type WaitingReason } from './why-waiting.ts'
import { segmentOfPage, type LeaseDocument } from '../model/leases/lease.ts'
import { createPageSearch, type LeasePage } from './search-pages.ts'

/** The greatest age of the counters for the first choice of a segment, in milliseconds. */
const countersMaxAge = 2000
const fencesAtOnce = 32

export type TakePageResult =
  | ShownPage
  | {
      readonly project: ProjectDocument
      readonly waiting: WaitingReason
      /** Seconds after which an item may be free again, if other labelers hold some. */
      readonly retryAfter?: number | undefined
    }

export interface TakePageDeps extends Pick<Deps, 'store' | 'now'> {
  readonly memory: ItemMemory
  readonly tasks: Tasks
  readonly counters: CountersReader
  readonly watch: DatastoreWatch
  readonly ends: LeaseEnds
  readonly lease: LeasePage
}

export interface TakePageInput {
  readonly project: ProjectName
  readonly size: number
  /** A page of the caller, beside which they want another one. */
  readonly after?: PageId | undefined
}

/**
 * Grants the caller's next page: the oldest live page that they hold besides `after`, else up to `size` open items that are on no
 * live page. So nobody holds more than two pages.
 * While the datastore of the project cannot be read, no new page is granted: nobody could see its files.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ProjectNotRunning`, `ServiceUnavailable`, `DatastoreUnreachable`,
 * `DatastoreUnavailable`
 */
export const takePage =
  (deps: TakePageDeps) =>
  async (caller: Caller, input: TakePageInput): Promise<TakePageResult> => {
    const { store, now, memory, counters, tasks, watch } = deps
    const { after } = input
    const open = async (): Promise<OpenedProject> => {
      // The membership is read behind a fence once, before a page or its absence is shown.
      const opened = await openProject(store, caller, input.project, 'Labeler', { fenced: false })
      assertRunning(opened.document)
      return opened
    }
    let { document: project, role } = await open()
    const known = watch.known(project)
    let problem = known?.problem
    if (!known) {
      const own = await findSegments(store, caller, project)
      const sample = findSamplePath(store, segmentPartition(project.uid, own[0] ?? 0))
      const held = await showHeld(deps, caller, { project, role }, own, after)
      if (held) {
        const datastoreProblem = await watch.recall(project, sample)
        await requireMember(deps, caller, project)
        return { ...held, datastoreProblem }
      }
      problem = await watch.look(project, sample)
      // The look may have taken its time.
      ;({ document: project, role } = await open())
    }
    const { uid, segments } = project
    if (problem) return withoutFiles(deps, caller, { project, role }, after, problem)
    const own = await findSegments(store, caller, project)
    const began = now()
    const show = async (page: LeaseDocument): Promise<ShownPage> => {
      await keepForMember(deps, caller, project, page)
      // A page from before is shown as its items are now.
      const recent = page.grantedAt >= began ? memory : undefined
      const segment = segmentOfPage(page.page, segments)
      const shown = await readPageItems({ store, memory: recent }, { uid, segment }, page)
      return { project, role, page, items: shown }
    }
    const request: LeaseRequest = {
      labeler: caller.user,
      size: Math.min(input.size, pageLimit(tasks.of(project), project)),
      lease: project.pageLease,
      after,
      severalSegments: segments > 1,
    }
    const lookIn = createPageSearch(deps, caller, uid, request)
    // A grant looks for pages in its own segment only.
    const held = own.length > 1 ? await readHeldPages(deps, caller, uid, own) : []
    const page =
      pageBeside(held, after) ??
      (await lookIn(own.slice(0, 1))) ??
      (await lookIn(pickSegments(uid, caller.user, await counters(project, countersMaxAge))))
    if (page) return show(page)

    // The counters may be stale: read them again, behind a fence, before the answer that no items are left.
    if (store.canLag)
      await forEachBounded(Array(segments).keys(), fencesAtOnce, (segment) =>
        store.fence('items', segmentPartition(uid, segment)),
      )
    const fresh = await counters(project, 0)
    const late = await lookIn(pickSegments(uid, caller.user, fresh))
    if (late) return show(late)
    await requireMember(deps, caller, project)
    const pages = await readHeldPages(
      deps,
      caller,
      uid,
      await findSegments(store, caller, project, { fenced: true }),
    )
    const missed = pageBeside(pages, after)
    if (missed) return show(missed)
    const waiting = reasonWithoutOpen(fresh)
    if (waiting) return { project, waiting }
    const reason = await reasonWithOpen(store, project, fresh, pages)
    if (reason !== 'AllLeased') return { project, waiting: reason }
    const partitions = fresh.map((_, segment) => segmentPartition(uid, segment))
    const at = now()
    const end = deps.ends.first(partitions, at, caller.user)
    return { project, waiting: 'AllLeased', retryAfter: waitUntil(end, at) }
  }

export type TakePage = ReturnType<typeof takePage>

/** Finds the path of an open item, which need not be free. */
const findSamplePath = (store: Store, partition: string) => async (): Promise<string | undefined> => {
  const { documents } = items.parseListPage(
    await store.query('items', partition, {
      where: [{ field: 'queue', op: 'gte', value: 0 }],
      orderBy: 'queue',
      limit: 1,
    }),
  )
  return documents[0]?.document.path
}

type SeenProject = Pick<ShownPage, 'project' | 'role'>

const showHeld = async (
  deps: TakePageDeps,
  caller: Caller,
  seen: SeenProject,
  own: readonly number[],
  after: PageId | undefined,
): Promise<ShownPage | undefined> => {
  const { uid, segments } = seen.project
  const page = pageBeside(await readHeldPages(deps, caller, uid, own), after)
  if (!page) return undefined
  const segment = segmentOfPage(page.page, segments)
  return { ...seen, page, items: await readPageItems({ store: deps.store }, { uid, segment }, page) }
}

/** The live page of the caller, which may be submitted, or the answer that all is done; else the refusal of a new page. */
const withoutFiles = async (
  deps: TakePageDeps,
  caller: Caller,
  seen: SeenProject,
  after: PageId | undefined,
  datastoreProblem: DatastoreProblem,
): Promise<TakePageResult> => {
  const { project } = seen
  await requireMember(deps, caller, project)
  // A refusal follows from it that there is no page.
  const own = await findSegments(deps.store, caller, project, { fenced: true })
  const held = await showHeld(deps, caller, seen, own, after)
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
    throw new DomainError(
      'ProjectNotRunning',
      `The project '${id}' ${reasons[status]}`,
      status === 'Creating' ? { retryAfter: importWait } : {},
    )
}
