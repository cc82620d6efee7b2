import { forEachBounded } from '../../core/for-each-bounded.ts'
import type { Store } from '../../ports/store.ts'
import { counters, countersId } from './counters.ts'
import { createCounters } from './create-counters.ts'
import { forgetCounters } from './known-counters.ts'
import type { Segmented } from './read-counters.ts'
import { segmentPartition } from './segment.ts'

const segmentsAtOnce = 32

/**
 * Takes a snapshot of a segment: begins a new epoch. Every change of an item is conditional on the epoch that it records, so
 * the earlier epochs never get another change.
 */
const takeSnapshot = async (store: Store, partition: string): Promise<number> => {
  const begin = () =>
    store.batch('items', partition, [{ type: 'increment', id: countersId, by: { epoch: 1 } }])
  if (!(await begin()).ok) {
    await createCounters(store, partition, countersId)
    await begin()
  }
  forgetCounters(store, partition)
  const epoch = (await counters.read(store, partition, countersId))?.document.epoch ?? 0
  return epoch - 1
}

/** Takes a snapshot of each segment of a project. @returns The last epoch of each snapshot, by segment. */
export const takeSnapshots = async (
  store: Store,
  { uid, segments }: Segmented,
): Promise<readonly number[]> => {
  const epochs = Array.from({ length: segments }, () => 0)
  await forEachBounded(epochs.keys(), segmentsAtOnce, async (segment) => {
    epochs[segment] = await takeSnapshot(store, segmentPartition(uid, segment))
  })
  return epochs
}
