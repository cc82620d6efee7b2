import type { Day } from '../../core/day.ts'
import { forEachBounded } from '../../core/for-each-bounded.ts'
import type { UserId } from '../../core/ids.ts'
import type { Store } from '../../ports/store.ts'
import {
  counters,
  countersId,
  labelerDayId,
  labelerDays,
  labelerDocumentId,
  labelers,
  noCounters,
} from './counters.ts'
import { countsAt, labelersOf, noCounts, recentKey, type AnswerCounts } from './labeler-counts.ts'
import type { Segmented } from './read-counters.ts'
import { segmentPartition } from './segment.ts'

/** What the counters of a segment say of one person. */
export interface OwnAnswers {
  readonly segment: number
  readonly counts: AnswerCounts
  /** Of the answers that were given on this day. */
  readonly today: Pick<AnswerCounts, 'submitted' | 'activeMs'>
  /** The open items of the segment. */
  readonly open: number
}

const segmentsAtOnce = 32

const readSegment = async (
  store: Store,
  { uid }: Segmented,
  segment: number,
  { user, day }: { readonly user: UserId; readonly day: Day },
): Promise<OwnAnswers> => {
  const ids = [countersId, labelerDocumentId(user), labelerDayId(day, user)]
  const found = await store.readMany(counters.container, segmentPartition(uid, segment), ids)
  const ofKind = (kind: string) => found.filter(({ document }) => document.kind === kind)
  const [document = noCounters] = ofKind(counters.kind).map((one) => counters.parse(one).document)
  const own = ofKind(labelers.kind).map((one) => labelers.parse(one).document)
  const [ofDay = noCounts] = ofKind(labelerDays.kind).map((one) => labelerDays.parse(one).document)
  const recent = countsAt(document.recent ?? {}, recentKey(day, user))
  return {
    segment,
    counts: labelersOf(document, own).get(user) ?? noCounts,
    today: {
      submitted: recent.submitted + ofDay.submitted,
      activeMs: recent.activeMs + ofDay.activeMs,
    },
    open: document.open,
  }
}

/** What the counters of each segment say of one person, in no particular order: three small reads a segment. */
export const readOwnAnswers = async (
  store: Store,
  project: Segmented,
  who: { readonly user: UserId; readonly day: Day },
): Promise<readonly OwnAnswers[]> => {
  const found: OwnAnswers[] = []
  const segments = Array.from({ length: project.segments }, (_, segment) => segment)
  await forEachBounded(segments, segmentsAtOnce, async (segment) => {
    found.push(await readSegment(store, project, segment, who))
  })
  return found
}
