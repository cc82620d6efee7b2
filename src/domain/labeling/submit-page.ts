import { tooBusy } from '../core/errors.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ItemId, PageId, ProjectName } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { answersFingerprint, requestFingerprint } from './answers-fingerprint.ts'
import { answerItem, type GivenOutcome } from '../model/items/change-item.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { writeSegment, type StoredItemChange } from '../model/items/write-segment.ts'
import type { Store, Stored } from '../ports/store.ts'
import { taskContextOf } from '../tasks/task-context.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { openProject } from '../model/projects/project-access.ts'
import { replaceDispatch, readDispatch } from '../model/leases/dispatch.ts'
import type { ItemMemory } from './item-memory.ts'
import { showsFile } from './choose-page.ts'
import { judgeAnswers, type GivenAnswer } from './judge-answers.ts'
import { heldByOthers, readLiveLeases } from '../model/leases/live-leases.ts'
import { openLease } from '../model/leases/open-lease.ts'
import { submittedWithOtherAnswers, pageReleased } from '../model/leases/page-errors.ts'
import {
  isLive,
  submittedLeaseRetention,
  type AnswerResult,
  type LeaseDocument,
  type PageItem,
  type RefusalCode,
} from '../model/leases/lease.ts'

const attempts = 20

const refusals: Readonly<Record<RefusalCode, string>> = {
  ItemNotOpen:
    'The item has an answer of another labeler or of a reviewer, or an administrator has removed it; nothing to do',
  ItemLeasedToOther: 'Your page had expired and somebody else holds this item now; nothing to do',
  ItemChanged: 'The file changed while you held it; the item will be handed out again',
  ItemNotFound: 'The item is no longer in the project; nothing to do',
}

/** The reason to refuse the answer; undefined to accept it. */
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

const resultOf = (item: ItemId, refused: RefusalCode | undefined): AnswerResult =>
  refused === undefined
    ? { item, status: 'Accepted' }
    : { item, status: 'Refused', error: { code: refused, message: refusals[refused] } }

interface Decision {
  readonly changes: readonly StoredItemChange[]
  readonly results: readonly AnswerResult[]
}

const decide = (
  page: LeaseDocument,
  judged: ReadonlyMap<ItemId, GivenOutcome>,
  stored: ReadonlyMap<ItemId, Stored<ItemDocument>>,
  leasedToOthers: ReadonlySet<ItemId>,
  at: Millis,
): Decision => {
  const changes: StoredItemChange[] = []
  const results: AnswerResult[] = []
  for (const onPage of page.items) {
    const before = stored.get(onPage.id)
    const answer = judged.get(onPage.id)
    const refused = refusalOf(onPage, before?.document, leasedToOthers)
    const after = before && answer && !refused && answerItem(before.document, answer, page.labeler, at)
    if (after) changes.push({ before, after })
    results.push(resultOf(onPage.id, after ? undefined : (refused ?? 'ItemNotOpen')))
  }
  return { changes, results }
}

/**
 * Writes the answers of one page in one batch: each is accepted, or refused with its reason. Submitting the same answers
 * again gives the same results, also in another order. An answer to an expired page counts if no other labeler holds the item.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `PageNotFound`, `PageReleased`, `PageAlreadySubmitted`, and those of
 * `judgeAnswers`
 */
export const submitPage =
  ({
    store,
    now,
    memory,
    tasks,
  }: Pick<Deps, 'store' | 'now'> & { readonly memory: ItemMemory; readonly tasks: Tasks }) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly page: PageId; readonly answers: readonly GivenAnswer[] },
  ): Promise<readonly AnswerResult[]> => {
    const { document: project } = await openProject(store, caller, input.project, 'Labeler')
    const request = requestFingerprint(input.answers)
    let fenced = false
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { lease, segment } = await openLease(store, caller, project, input.page)
      // The same request is not judged again: since then a class may have been removed.
      if (lease.document.fingerprint === request) return resultsOf(lease.document)
      if (lease.document.status === 'Released') throw pageReleased()
      const context = taskContextOf(project, 'Labeler')
      const task = tasks.of(project)
      const judged = judgeAnswers(task, context, lease.document.items, input.answers)
      const fingerprints = { fingerprint: request, answers: answersFingerprint(task, judged) }
      if (lease.document.status === 'Submitted') {
        if (lease.document.answers !== fingerprints.answers) throw submittedWithOtherAnswers()
        return resultsOf(lease.document)
      }

      const partition = segmentPartition(project.uid, segment)
      // Other labelers may hold the items of an expired page, so the batch must conflict with grants.
      const dispatch = isLive(lease.document, now()) ? undefined : await readDispatch(store, partition)
      const at = now()
      const leasedToOthers = dispatch
        ? heldByOthers(
            (await readLiveLeases(store, partition, at)).map(({ document }) => document),
            caller.user,
          )
        : new Set<ItemId>()
      const ids = lease.document.items.map(({ id }) => id)
      const found = fenced
        ? await items.readMany(store, partition, ids)
        : await readItems(store, partition, ids, memory)
      const stored = new Map(found.map((one) => [one.document.id, one] as const))
      const { changes, results } = decide(lease.document, judged, stored, leasedToOthers, at)
      // A refusal counts for good, so it rests on neither the cache nor an old read.
      if (!fenced && results.some(({ error }) => error)) {
        await store.fence('items', partition)
        fenced = true
        continue
      }
      const written = await writeSegment(store, { uid: project.uid, segment }, changes, [
        {
          type: 'replace',
          document: submitted(lease.document, { ...fingerprints, results, at }),
          ifMatch: lease.etag,
        },
        ...(dispatch ? [replaceDispatch(dispatch)] : []),
      ])
      if (written.ok) return results
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
  memory: ItemMemory,
): Promise<readonly Stored<ItemDocument>[]> => {
  const remembered = memory.take(partition, ids)
  const known = new Set(remembered.map(({ document }) => document.id))
  const others = ids.filter((id) => !known.has(id))
  return others.length === 0
    ? remembered
    : [...remembered, ...(await items.readMany(store, partition, others))]
}

export type SubmitPage = ReturnType<typeof submitPage>

/** The results of a submitted page. */
const resultsOf = (page: LeaseDocument): readonly AnswerResult[] => {
  const refused = new Map(page.refused?.map((one) => [one.item, one.code] as const))
  return page.items.map(({ id }) => resultOf(id, refused.get(id)))
}

const submitted = (
  page: LeaseDocument,
  outcome: Required<Pick<LeaseDocument, 'fingerprint' | 'answers'>> & {
    readonly results: readonly AnswerResult[]
    readonly at: Millis
  },
): LeaseDocument => {
  const { leaseUntil: _, ...rest } = page
  return {
    ...rest,
    status: 'Submitted',
    fingerprint: outcome.fingerprint,
    answers: outcome.answers,
    refused: outcome.results.flatMap(({ item, error }) => (error ? [{ item, code: error.code }] : [])),
    submittedAt: outcome.at,
    ttl: submittedLeaseRetention,
  }
}
