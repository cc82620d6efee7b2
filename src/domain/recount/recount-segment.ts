import { openWork } from '../model/operations/open-work.ts'
import type { CounterDifference } from '../model/operations/operation.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { Deps } from '../ports/deps.ts'
import { correctSegment, readCorrected } from './correct-segment.ts'
import { stepTime } from '../model/operations/step-time.ts'
import { countSegment } from './count-segment.ts'

const attempts = 5
/** No attempt starts after this time. */
export interface SegmentStart {
  readonly segment: number
  /** The number of differences that still fit the report. */
  readonly room: number
  /** The number of items in all segments that finished before this one. */
  readonly doneBefore: number
}

export interface SegmentEnd {
  readonly segment: number
  readonly items: number
  /** True if the items changed during every attempt. */
  readonly busy: boolean
  readonly differences: readonly CounterDifference[]
  readonly differenceCount: number
}

/**
 * One step of a recount: counts one segment until it does not change during the count, and corrects it with `repair`. A
 * repeated step also reports the earlier corrections.
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
    const until = deps.now() + stepTime
    for (let attempt = 0; attempt < attempts && (attempt === 0 || deps.now() < until); attempt += 1) {
      const count = await countSegment(deps.store, { uid: operation.projectUid, segment })
      if (!count) continue
      const { items, corrections } = count
      // Read after the items, so that a concurrent correction by a repeated step is in one of the two results.
      const before = await readCorrected(deps.store, recounted)
      if (operation.repair && !(await correctSegment(deps.store, recounted, corrections, before.batches)))
        continue
      await progressOperation(deps, id, { done: doneBefore + items })
      return end(items, false, [...before.differences, ...corrections.flatMap((one) => one.differences)])
    }
    return end(0, true, (await readCorrected(deps.store, recounted)).differences)
  }
