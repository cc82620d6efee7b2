import { z } from 'zod'
import type { Caller } from '../core/caller.ts'
import { dayOf } from '../core/day.ts'
import { invalidContinuation } from '../core/errors.ts'
import type { ItemId, UserId } from '../core/ids.ts'
import { auditIdPrefix, segmentAudits, type AuditDocument } from '../model/audit/audit.ts'
import { mergeAudit, type AuditPartition } from '../model/audit/merge-audit.ts'
import type { ListPage } from '../model/documents/list-page.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { readOwnAnswers } from '../model/items/read-own-answers.ts'
import { segmentOf, segmentPartition } from '../model/items/segment.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Store } from '../ports/store.ts'
import type { MyAnswer } from './my-answer.ts'

const entriesPerRead = 50
/** The most reads of one list page; then it ends, possibly empty, with a continuation. */
const readsPerListPage = 4

const place = z.strictObject({
  /** The position in the audit. */
  after: z.string().optional(),
  /** The rejections after it that the list page before had. */
  skip: z.number().int().min(0),
})
type Place = z.output<typeof place>

const parsePlace = (continuation: string | undefined): Place => {
  if (continuation === undefined) return { skip: 0 }
  try {
    return place.parse(JSON.parse(Buffer.from(continuation, 'base64url').toString()))
  } catch (cause) {
    throw invalidContinuation(cause)
  }
}

const writePlace = (at: Place): string => Buffer.from(JSON.stringify(at)).toString('base64url')

/** The rejection that an audit entry tells of, if it was of this person's answer. A long work rejects after its time. */
const rejectionIn = (
  item: ItemDocument,
  { by, at, target }: AuditDocument,
  user: UserId,
): readonly MyAnswer[] => {
  const past = item.history.find(
    ({ action, endedBy, endedAt }) =>
      action === 'Rejected' && endedBy === by && (target === undefined ? endedAt === at : endedAt >= at),
  )
  return past?.decision.by === user
    ? [{ item, answer: past.decision, rejected: { at: past.endedAt, comment: past.comment } }]
    : []
}

const readRejected = async (
  store: Store,
  project: ProjectDocument,
  { action, items: ids = [] }: AuditDocument,
): Promise<readonly ItemDocument[]> => {
  const [first] = ids
  if (action !== 'RejectItems' || !first) return []
  const partition = segmentPartition(project.uid, segmentOf(first, project.segments))
  const found = new Map<ItemId, ItemDocument>()
  for (const { document } of await items.readMany(store, partition, ids)) found.set(document.id, document)
  return ids.flatMap((id) => found.get(id) ?? [])
}

/**
 * The rejected answers of the caller, latest rejection first: the audit has the order, the items have the answers. Only segments
 * whose counters know of a rejection of this person are read.
 * @throws DomainError `InvalidContinuation`
 */
export const listRejections = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { user }: Caller,
  project: ProjectDocument,
  { pageSize, continuation }: { readonly pageSize: number; readonly continuation?: string | undefined },
): Promise<ListPage<MyAnswer>> => {
  let { after, skip } = parsePlace(continuation)
  const own = await readOwnAnswers(store, project, { user, day: dayOf(now()) })
  const partitions = own
    .filter(({ counts }) => counts.rejected > 0)
    .map(({ segment }): AuditPartition => [segmentAudits, segmentPartition(project.uid, segment)])
  const found: MyAnswer[] = []
  for (let read = 0; read < readsPerListPage; read += 1) {
    const list = await mergeAudit(store, auditIdPrefix(project.id), partitions, {
      pageSize: entriesPerRead,
      continuation: after,
    })
    const told: MyAnswer[] = []
    for (const entry of list.entries)
      for (const item of await readRejected(store, project, entry))
        told.push(...rejectionIn(item, entry, user))
    const room = pageSize - found.length
    found.push(...told.slice(skip, skip + room))
    if (told.length > skip + room)
      return { documents: found, continuation: writePlace({ after, skip: skip + room }) }
    if (list.continuation === undefined) return { documents: found }
    ;[after, skip] = [list.continuation, 0]
  }
  return { documents: found, continuation: writePlace({ after, skip: 0 }) }
}
