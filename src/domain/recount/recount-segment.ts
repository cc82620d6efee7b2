import type { Millis } from '../core/time.ts'
import { openWork } from '../model/operations/open-work.ts'
import type { CounterDifference } from '../model/operations/operation.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { Deps } from '../ports/deps.ts'
import { correctSegment, readCorrected } from './correct-segment.ts'
import { countSegment } from './count-segment.ts'

const attempts = 5
/** No other attempt begins after that. */
const timeAtOnce: Millis = 10_000

export interface SegmentStart {
  readonly segment: number
  /** Differences that the report has room for. */
  readonly room: number
  /** Items that all segments finished before this one have. */
  readonly doneBefore: number
}

export interface SegmentEnd {
  readonly segment: number
  readonly items: number
  /** Its items changed each time that they were counted. */
  readonly busy: boolean
  readonly differences: readonly CounterDifference[]
  readonly differenceCount: number
}

/**
 * One step of a recount: one segment, counted until nothing changes meanwhile, and corrected if that was asked for. Run
 * again, it tells what it corrected the first time.
 * @throws WorkStopped, DomainError `ServiceUnavailable`
 */
export const recountSegment =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string, { segment, room, doneBefore }: SegmentStart): Promise<SegmentEnd> => {
    const { operation, project } = await openWork(deps.store, id, 'recount')
    const recounted = { operation, project: project.document, segment }
    const end = (items: number, busy: boolean, found: readonly CounterDifference[]): SegmentEnd => ({
      segment,
      items,
      busy,
      differences: found.slice(0, room),
      differenceCount: found.length,
    })
    const until = deps.now() + timeAtOnce
    for (let attempt = 0; attempt < attempts && (attempt === 0 || deps.now() < until); attempt += 1) {
      const count = await countSegment(deps.store, { uid: operation.projectUid, segment })
      if (!count) continue
      const { items, corrections } = count
      // Read after the items: what a repetition of this step corrects at the same time is in one or the other.
      const before = await readCorrected(deps.store, recounted)
      if (operation.repair && !(await correctSegment(deps.store, recounted, corrections, before.batches)))
        continue
      await progressOperation(deps, id, { done: doneBefore + items })
      return end(items, false, [...before.differences, ...corrections.flatMap((one) => one.differences)])
    }
    return end(0, true, (await readCorrected(deps.store, recounted)).differences)
  }
