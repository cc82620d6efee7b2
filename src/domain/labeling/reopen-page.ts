import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { tooBusy } from '../core/errors.ts'
import type { ItemId, PageId, ProjectName } from '../core/ids.ts'
import { isWithin, type Millis } from '../core/time.ts'
import { items } from '../model/items/item.ts'
import { forgetCounters, knownCounters } from '../model/items/known-counters.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { writeSegment } from '../model/items/write-segment.ts'
import { replaceDispatch, readDispatch } from '../model/leases/dispatch.ts'
import { heldLeaseRetention, isLive, type LeaseDocument } from '../model/leases/lease.ts'
import { pagesOf, readLiveLeases } from '../model/leases/live-leases.ts'
import { openLease } from '../model/leases/open-lease.ts'
import {
  nothingToReopen,
  pageExpired,
  pageReleased,
  reopenTooLate,
  twoPagesHeld,
} from '../model/leases/page-errors.ts'
import { heldItems, takenAnswers, withTakenAnswers } from '../model/leases/taken-answers.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { DatastoreWatch } from './datastore-watch.ts'
import type { ShownPage } from './get-page.ts'
import { keepForMember } from './held-page.ts'
import { pagesElsewhere } from './pages-elsewhere.ts'
import { readPageItems } from './read-page-items.ts'
import { takeBack, type TakenBack } from './take-back.ts'
import { assertRunning } from './take-page.ts'

const attempts = 20
/** How long after its submit a page can be reopened. */
export const reopenFor: Millis = 10 * 60 * 1000
const mostPages = 2

/**
 * The page if it needs no write: a page that was reopened, and is live.
 * @throws DomainError `PageReleased`, `PageExpired`, `NothingToReopen`, `ReopenTooLate`
 */
const heldAlready = (page: LeaseDocument, at: Millis): LeaseDocument | undefined => {
  if (page.status === 'Released') throw pageReleased()
  if (page.status === 'Held') {
    if (!page.reopened) throw nothingToReopen()
    if (!isLive(page, at)) throw pageExpired()
    return page
  }
  if (!isWithin(at, page.submittedAt ?? 0, reopenFor)) throw reopenTooLate()
  return undefined
}

/** A new grant of the page, with the items whose answers were taken back. */
const reopened = (
  page: LeaseDocument,
  back: readonly TakenBack[],
  { pageLease }: ProjectDocument,
  at: Millis,
): LeaseDocument => {
  const taken = new Map(takenAnswers(page))
  for (const { item } of back) taken.delete(item)
  const { submittedAt: _, renewedAt: __, ...rest } = page
  return withTakenAnswers(
    {
      ...rest,
      status: 'Held',
      grantedAt: at,
      leaseUntil: at + pageLease,
      reopened: back.map(({ item, answer }) => ({ item, answer })),
      ttl: Math.ceil(pageLease / 1000) + heldLeaseRetention,
    },
    taken,
  )
}

/**
 * Takes back the answers of a page that was submitted some minutes ago, and grants it again. An answer that somebody has gone on
 * with stays: its item was reviewed, changed, removed or exported, or is on another page. Idempotent.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ProjectNotRunning`, `PageNotFound`, `PageReleased`, `PageExpired`,
 * `ReopenTooLate`, `NothingToReopen`, `TwoPagesHeld`
 */
export const reopenPage =
  (deps: Pick<Deps, 'store' | 'now'> & { readonly watch: DatastoreWatch }) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly page: PageId },
  ): Promise<ShownPage> => {
    const { store, now, watch } = deps
    const { document: project, role } = await openProject(store, caller, input.project, 'Labeler')
    assertRunning(project)

    const show = async (segment: number, page: LeaseDocument): Promise<ShownPage> => {
      await keepForMember(deps, caller, project, page)
      const shown = await readPageItems({ store }, { uid: project.uid, segment }, page)
      const datastoreProblem = await watch.recall(project, async () => shown[0]?.path)
      return { project, role, page, items: shown, datastoreProblem }
    }

    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { segment } = await openLease(store, caller, project, input.page)
      const partition = segmentPartition(project.uid, segment)
      // An old read would show answers that are there as if they were not.
      if (store.canLag) await store.fence('items', partition)
      // As in `leasePages`: read the dispatch document first, then the leases.
      const dispatch = await readDispatch(store, partition)
      const { lease } = await openLease(store, caller, project, input.page)
      const at = now()
      const held = heldAlready(lease.document, at)
      if (held) return show(segment, held)
      const elsewhere =
        project.segments === 1 ? [] : await pagesElsewhere(deps, caller.user, { uid: project.uid, segment })
      if (!elsewhere) continue
      const leases = await readLiveLeases(store, partition, at)
      if (elsewhere.length + pagesOf(leases, caller.user, at).length >= mostPages) throw twoPagesHeld()
      const live = leases.map(({ document }) => document)

      // A snapshot must not lose an answer, so those of earlier epochs stay.
      forgetCounters(store, partition)
      const { epoch } = await knownCounters(store, partition)
      const ids = [...takenAnswers(lease.document)].flatMap(([id, { refused }]) => (refused ? [] : [id]))
      const found = ids.length === 0 ? [] : await items.readMany(store, partition, ids)
      const onOtherPages = new Set<ItemId>(live.flatMap(heldItems))
      const back = takeBack(lease.document, found, { epoch, onOtherPages, at })
      if (back.length === 0) throw nothingToReopen()
      const after = reopened(lease.document, back, project, at)
      const written = await writeSegment(
        store,
        { uid: project.uid, segment },
        back.map(({ change }) => change),
        [{ type: 'replace', document: after, ifMatch: lease.etag }, replaceDispatch(dispatch)],
        { onlyIn: epoch },
      )
      if (written.ok) return show(segment, after)
    }
    throw tooBusy()
  }

export type ReopenPage = ReturnType<typeof reopenPage>
