import { counterProblems, readAll } from './check-counters.ts'
import { segmentAudits } from '../../src/domain/model/audit/audit.ts'
import { items, type ItemDocument } from '../../src/domain/model/items/item.ts'
import { createCountersCache } from '../../src/domain/model/items/read-counters.ts'
import { segmentPartition } from '../../src/domain/model/items/segment.ts'
import { getPage } from '../../src/domain/labeling/get-page.ts'
import { createItemMemory } from '../../src/domain/labeling/item-memory.ts'
import { createLeaseEnds } from '../../src/domain/labeling/lease-ends.ts'
import { leasePages } from '../../src/domain/labeling/lease-pages.ts'
import { createLeaseQueue } from '../../src/domain/labeling/lease-queue.ts'
import { listPages } from '../../src/domain/labeling/list-pages.ts'
import { takePage } from '../../src/domain/labeling/take-page.ts'
import { isLive, leases } from '../../src/domain/model/leases/lease.ts'
import { heldItems } from '../../src/domain/model/leases/taken-answers.ts'
import { releasePage } from '../../src/domain/labeling/release-page.ts'
import { renewPage } from '../../src/domain/labeling/renew-page.ts'
import { reopenPage } from '../../src/domain/labeling/reopen-page.ts'
import { submitAndTake } from '../../src/domain/labeling/submit-and-take.ts'
import { submitPage } from '../../src/domain/labeling/submit-page.ts'
import { deleteMember } from '../../src/domain/members/delete-member.ts'
import { putMember } from '../../src/domain/members/put-member.ts'
import type { Store } from '../../src/domain/ports/store.ts'
import { pauseProject } from '../../src/domain/projects/pause-project.ts'
import { resumeProject } from '../../src/domain/projects/resume-project.ts'
import type { ProjectDocument } from '../../src/domain/model/projects/project.ts'
import { tasks } from '../../src/domain/tasks/index.ts'
import { acceptSkips } from '../../src/domain/review/accept-skips.ts'
import { approveItems } from '../../src/domain/review/approve-items.ts'
import { labelItem } from '../../src/domain/review/label-item.ts'
import { rejectItems } from '../../src/domain/review/reject-items.ts'
import { unapproveItems } from '../../src/domain/review/unapprove-items.ts'
import { goodWatch } from './datastore-source.ts'

export { callerOf, labelOf, lead, lease, makeItem, makeProject } from './make-documents.ts'
export { addItems, setUpProject } from './seed-project.ts'

/** The operations of labeling and review as one process of the service has them. */
export const createLabelingService = (store: Store, now: () => number, newId: () => string) => {
  const deps = { store, now, newId, tasks }
  const counters = createCountersCache(deps)
  const memory = createItemMemory()
  const ends = createLeaseEnds()
  const watch = goodWatch
  const lease = createLeaseQueue(leasePages({ ...deps, memory, ends }))
  const pageDeps = { ...deps, memory, ends, counters, watch, lease, log: () => {} }
  const submit = submitPage(pageDeps)
  return {
    takePage: takePage(pageDeps),
    listPages: listPages(deps),
    getPage: getPage({ ...deps, watch }),
    /** The results of a submit only. */
    submitPage: async (...[caller, input]: Parameters<typeof submit>) =>
      (await submit(caller, input)).results,
    submitAndTake: submitAndTake(pageDeps),
    reopenPage: reopenPage(pageDeps),
    renewPage: renewPage(deps),
    releasePage: releasePage(deps),
    putMember: putMember(deps),
    deleteMember: deleteMember(deps),
    rejectItems: rejectItems(deps),
    approveItems: approveItems(deps),
    acceptSkips: acceptSkips(deps),
    unapproveItems: unapproveItems(deps),
    labelItem: labelItem(deps),
    pauseProject: pauseProject({ ...deps, counters }),
    resumeProject: resumeProject({ ...deps, counters }),
  }
}
export type LabelingService = ReturnType<typeof createLabelingService>

export const readItems = async (store: Store, project: ProjectDocument): Promise<readonly ItemDocument[]> => {
  const found: ItemDocument[] = []
  for (let segment = 0; segment < project.segments; segment += 1)
    found.push(
      ...(await readAll(store, items, segmentPartition(project.uid, segment))).map(
        ({ document }) => document,
      ),
    )
  return found
}

/** A rejection is told once for each time that it happened, and not otherwise. */
const auditProblems = async (
  store: Store,
  partition: string,
  all: readonly ItemDocument[],
): Promise<readonly string[]> => {
  const told = new Map<string, number>()
  for (const { document } of await readAll(store, segmentAudits, partition))
    if (document.action === 'RejectItems')
      for (const id of document.items ?? []) told.set(id, (told.get(id) ?? 0) + 1)
  return all.flatMap(({ id, history }) => {
    const happened = history.filter(({ action }) => action === 'Rejected').length
    return happened === (told.get(id) ?? 0)
      ? []
      : [`item ${id} was rejected ${happened} times, the audit tells of ${told.get(id) ?? 0}`]
  })
}

/** What contradicts the invariants of dispatch in the documents as they are. */
export const dispatchProblems = async (
  store: Store,
  project: ProjectDocument,
  now: number,
): Promise<readonly string[]> => {
  const problems: string[] = []
  const bySegment: (readonly ItemDocument[])[] = []
  const pagesOf = new Map<string, string[]>()
  for (let segment = 0; segment < project.segments; segment += 1) {
    const partition = segmentPartition(project.uid, segment)
    const inSegment = (await readAll(store, items, partition)).map(({ document }) => document)
    bySegment.push(inSegment)
    problems.push(...(await auditProblems(store, partition, inSegment)))
    const held = new Map<string, string>()
    for (const { document: page } of await readAll(store, leases, partition)) {
      if (!isLive(page, now)) continue
      pagesOf.set(page.labeler, [...(pagesOf.get(page.labeler) ?? []), page.page])
      for (const id of heldItems(page)) {
        const other = held.get(id)
        if (other !== undefined) problems.push(`item ${id} is on two live pages, ${other} and ${page.page}`)
        held.set(id, page.page)
      }
    }
  }
  for (const [labeler, pages] of pagesOf)
    if (pages.length > 2) problems.push(`${labeler} holds ${pages.join(', ')}`)
  for (const item of bySegment.flat()) {
    const open = item.state === 'unlabeled' && !item.missing
    if (open !== (item.queue !== undefined))
      problems.push(`item ${item.id} is ${item.state}, its queue ${item.queue}`)
    if ((item.state === 'unlabeled') !== (item.decision === undefined))
      problems.push(`item ${item.id} is ${item.state} and has decision ${JSON.stringify(item.decision)}`)
  }
  return [...problems, ...(await counterProblems(store, project, bySegment))]
}
