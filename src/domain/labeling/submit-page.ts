import { tooBusy } from '../core/errors.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ItemId, PageId, ProjectName } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { answerItem } from '../model/items/change-item.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { writeSegment, type StoredItemChange } from '../model/items/write-segment.ts'
import type { Store, Stored } from '../ports/store.ts'
import { taskContextOf } from '../tasks/task-context.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectPartition } from '../model/projects/project.ts'
import { replaceDispatch, readDispatch } from '../model/leases/dispatch.ts'
import type { ItemMemory } from './item-memory.ts'
import { takenResult, type AnswerResult } from './answer-results.ts'
import { showsFile } from './choose-page.ts'
import type { GivenAnswer } from './judge-answers.ts'
import { inPageOrder, sortAnswers, type NewAnswer } from './sort-answers.ts'
import { heldByOthers, readLiveLeases } from '../model/leases/live-leases.ts'
import { openLease } from '../model/leases/open-lease.ts'
import { pageReleased } from '../model/leases/page-errors.ts'
import {
  isLive,
  submittedLeaseRetention,
  type LeaseDocument,
  type PageItem,
  type RefusalCode,
} from '../model/leases/lease.ts'
import { heldItems, takenAnswers, withTakenAnswers, type TakenAnswer } from '../model/leases/taken-answers.ts'

const attempts = 20

export interface SubmitInput {
  readonly project: ProjectName
  readonly page: PageId
  readonly answers: readonly GivenAnswer[]
  /** True to leave items of the page without an answer. */
  readonly partial?: boolean | undefined
}

/** The results of a submit, one for each answer of the request, and the page afterwards. */
export interface SubmitResult {
  readonly results: readonly AnswerResult[]
  readonly page: LeaseDocument
}

/** The reason to refuse the answer for good; undefined to accept it. */
const refusalOf = (
  onPage: PageItem,
  item: ItemDocument | undefined,
  leasedToOthers: ReadonlySet<ItemId>,
): RefusalCode | undefined => {
  if (!item) return 'ItemNotFound'
  if (item.state !== 'unlabeled') return 'ItemNotOpen'
  if (!showsFile(onPage, item.file)) return 'ItemChanged'
  if (leasedToOthers.has(item.id)) return 'ItemLeasedToOther'
  return undefined
}

interface Decision {
  readonly changes: readonly StoredItemChange[]
  readonly taken: ReadonlyMap<ItemId, TakenAnswer>
}

const decide = (
  page: LeaseDocument,
  fresh: readonly NewAnswer[],
  stored: ReadonlyMap<ItemId, Stored<ItemDocument>>,
  leasedToOthers: ReadonlySet<ItemId>,
  at: Millis,
): Decision => {
  const changes: StoredItemChange[] = []
  const taken = new Map<ItemId, TakenAnswer>()
  const shown = new Map(page.items.map((one) => [one.id, one] as const))
  for (const { item, given, mark } of fresh) {
    const [onPage, before] = [shown.get(item), stored.get(item)]
    const refused = onPage ? refusalOf(onPage, before?.document, leasedToOthers) : 'ItemNotFound'
    const after = before && !refused && answerItem(before.document, given, page.labeler, at)
    if (after) changes.push({ before, after })
    taken.set(item, { mark, at, ...(after ? {} : { refused: refused ?? 'ItemNotOpen' }) })
  }
  return { changes, taken }
}

/** The page with these answers taken, too. With an answer for each item it is submitted, and its lease ends. */
const afterTaking = (
  page: LeaseDocument,
  taken: ReadonlyMap<ItemId, TakenAnswer>,
  at: Millis,
): LeaseDocument => {
  const all = new Map([...takenAnswers(page), ...taken])
  if (all.size < page.items.length) return withTakenAnswers(page, all)
  const { leaseUntil: _, start: __, ...rest } = page
  return withTakenAnswers(
    { ...rest, status: 'Submitted', submittedAt: at, ttl: submittedLeaseRetention },
    all,
  )
}

/**
 * Takes answers of one page in one batch: each is accepted, or refused with its reason. A wrong answer is refused alone, and its
 * item waits for another one. The page is submitted once it has taken an answer for each item. The same answers again have
 * the same results, in any order and in any parts. An answer to an expired page counts if no other labeler holds the item.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `PageNotFound`, `PageReleased`, and those of `sortAnswers`
 */
export const submitPage =
  ({
    store,
    now,
    memory,
    tasks,
  }: Pick<Deps, 'store' | 'now'> & { readonly memory: ItemMemory; readonly tasks: Tasks }) =>
  async (caller: Caller, input: SubmitInput): Promise<SubmitResult> => {
    const { answers, partial = false } = input
    let { document: project } = await openProject(store, caller, input.project, 'Labeler')
    let fenced = false
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { lease, segment } = await openLease(store, caller, project, input.page)
      const page = lease.document
      if (page.status === 'Released') throw pageReleased()
      const partition = segmentPartition(project.uid, segment)
      const judge = { task: tasks.of(project), context: taskContextOf(project, 'Labeler') }
      const { known, fresh } = sortAnswers(page, { answers, partial }, judge)

      // Other labelers may hold the items of an expired page, so the batch must conflict with grants.
      const late = fresh.length > 0 && !isLive(page, now())
      const dispatch = late ? await readDispatch(store, partition) : undefined
      const at = now()
      const leasedToOthers = dispatch
        ? heldByOthers(
            (await readLiveLeases(store, partition, at)).map(({ document }) => document),
            caller.user,
          )
        : new Set<ItemId>()
      const ids = fresh.map(({ item }) => item)
      const found = await readItems(store, partition, ids, fenced ? undefined : memory)
      const stored = new Map(found.map((one) => [one.document.id, one] as const))
      const { changes, taken } = decide(page, fresh, stored, leasedToOthers, at)
      const results = inPageOrder(page, [
        ...known,
        ...[...taken].map(([item, outcome]) => takenResult(item, outcome)),
      ])
      // A refusal, and an answer without a write, rest on neither the cache nor an old read.
      if (!fenced && (fresh.length === 0 || results.some(({ error }) => error))) {
        await store.fence('workspace', projectPartition)
        await store.fence('items', partition)
        project = (await openProject(store, caller, input.project, 'Labeler')).document
        fenced = true
        continue
      }
      if (fresh.length === 0) return { results, page }
      const after = afterTaking(page, taken, at)
      const written = await writeSegment(store, { uid: project.uid, segment }, changes, [
        { type: 'replace', document: after, ifMatch: lease.etag },
        ...(dispatch ? [replaceDispatch(dispatch)] : []),
      ])
      if (written.ok) return { results, page: after }
    }
    throw tooBusy()
  }

/**
 * Reads the items that are not cached. Items leave the cache when taken, so another attempt reads their present
 * version.
 */
const readItems = async (
  store: Store,
  partition: string,
  ids: readonly ItemId[],
  memory: ItemMemory | undefined,
): Promise<readonly Stored<ItemDocument>[]> => {
  const remembered = memory?.take(partition, ids) ?? []
  const known = new Set(remembered.map(({ document }) => document.id))
  const others = ids.filter((id) => !known.has(id))
  return others.length === 0
    ? remembered
    : [...remembered, ...(await items.readMany(store, partition, others))]
}

/** The number of items that wait for an answer. */
export const itemsLeft = (page: LeaseDocument): number => heldItems(page).length

export type SubmitPage = ReturnType<typeof submitPage>
