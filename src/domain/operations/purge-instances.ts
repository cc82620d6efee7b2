import type { Millis, Now } from '../core/time.ts'
import { operationRetention } from '../model/operations/operation.ts'
import type { WorkHistory } from '../ports/workflows.ts'

const day: Millis = 24 * 3_600_000

/** An instance is kept a day longer than the document of its operation. */
const keepFor: Millis = operationRetention * 1000 + day

/** The days that are purged one by one. A timer that was missed for longer leaves the rest to the last period. */
const singleDays = 7

/** No further period is purged after this time. */
const runTime: Millis = 3 * 60_000

/**
 * Deletes the ended instances that are older than any operation is kept, day by day, the newest of these days first. What a
 * run does not reach, a later one does.
 * @returns The number of instances, and whether the run had time for all periods.
 * @throws DomainError `ServiceUnavailable`
 */
export const purgeInstances = async (
  { now }: { readonly now: Now },
  history: WorkHistory,
): Promise<{ readonly purged: number; readonly complete: boolean }> => {
  const start = now()
  const newest = start - keepFor
  const ends = Array.from({ length: singleDays + 1 }, (_, index) => newest - index * day)
  let purged = 0
  for (const [index, to] of ends.entries()) {
    if (now() >= start + runTime) return { purged, complete: false }
    purged += await history.purge(index === singleDays ? 0 : to - day, to)
  }
  return { purged, complete: true }
}
