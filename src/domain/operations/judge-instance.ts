import { isWithin, type Millis } from '../core/time.ts'
import type { OperationDocument } from '../model/operations/operation.ts'

/** `Note`: its turn is to be stored. `Stuck`: it had no turn for `stuckAfter`. */
export type Verdict = 'Leave' | 'Note' | 'Stuck'

/**
 * Judges the running instance of an operation by its turns. A turn is compared with the stored one, and time is measured by
 * the clock of the store alone, so clocks of the machines that run instances do not count. The turn is stored at most four
 * times per `stuckAfter`; short work is never written for it.
 */
export const judgeInstance = (
  { startedAt, watch }: Pick<OperationDocument, 'startedAt' | 'watch'>,
  turn: string,
  now: Millis,
  stuckAfter: Millis,
): Verdict => {
  const noteEvery = stuckAfter / 4
  if (!watch) return isWithin(now, startedAt, noteEvery) ? 'Leave' : 'Note'
  // The clock went back since: how long ago it was is not known.
  if (watch.since > now) return 'Note'
  if (watch.turn !== turn) return isWithin(now, watch.since, noteEvery) ? 'Leave' : 'Note'
  return isWithin(now, watch.since, stuckAfter) ? 'Leave' : 'Stuck'
}
