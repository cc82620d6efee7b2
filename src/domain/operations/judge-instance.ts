import { isFresh, isWithin, type Millis } from '../core/time.ts'
import type { OperationDocument } from '../model/operations/operation.ts'

/**
 * `Look`: the time of this look is to be stored. `Note`: its turn is to be stored, and its time without a turn begins.
 * `Stuck`: it had no turn for `stuckAfter`.
 */
export type Verdict = 'Leave' | 'Look' | 'Note' | 'Stuck'

/**
 * Judges the running instance of an operation by its turns. A turn is compared with the stored one, and time is measured by
 * the clock of the store alone, so clocks of the machines that run instances do not count. Only time in which the timer looked
 * counts: while the app is down, no instance has a turn. A look is stored at most four times per `stuckAfter`; short work is
 * never written for it.
 */
export const judgeInstance = (
  { startedAt, watch }: Pick<OperationDocument, 'startedAt' | 'watch'>,
  turn: string,
  now: Millis,
  stuckAfter: Millis,
): Verdict => {
  const storeEvery = stuckAfter / 4
  if (!watch) return isWithin(now, startedAt, storeEvery) ? 'Leave' : 'Note'
  // The timer did not look since, or the clock was changed: how long ago the turn was is not known.
  if (!isFresh(now, watch.seen, 2 * storeEvery)) return 'Note'
  if (watch.turn !== turn) return isFresh(now, watch.since, storeEvery) ? 'Leave' : 'Note'
  if (!isFresh(now, watch.since, stuckAfter)) return 'Stuck'
  return isFresh(now, watch.seen, storeEvery) ? 'Leave' : 'Look'
}
