import type { ContainerName, Store } from '../../src/domain/ports/store.ts'
import type { ForkableStore } from './memory-store.ts'

/** One instance of the service on a store whose replicas lag. */
export interface LaggingInstance extends Store {
  /** From now on this instance reads the present state, of every partition, whatever is written later. */
  readonly catchUp: () => void
}

/**
 * An instance that reads the state of a past moment: of its creation, or of its last write or fence in the partition. Its
 * replicas never catch up by themselves, which is the worst that session consistency allows.
 * @param past The state that it begins with; by default the present one.
 */
export const createLaggingInstance = (
  primary: ForkableStore,
  past: ForkableStore = primary.fork(),
): LaggingInstance => {
  let base = past
  const views = new Map<string, ForkableStore>()
  const keyOf = (container: ContainerName, partition: string) => `${container} ${partition}`
  const viewOf = (container: ContainerName, partition: string): Store =>
    views.get(keyOf(container, partition)) ?? base
  const see = (container: ContainerName, partition: string): void => {
    views.set(keyOf(container, partition), primary.fork())
  }
  return {
    canLag: true,
    read: async (container, partition, id) => viewOf(container, partition).read(container, partition, id),
    readMany: async (container, partition, ids) =>
      viewOf(container, partition).readMany(container, partition, ids),
    query: async (container, partition, query) =>
      viewOf(container, partition).query(container, partition, query),
    batch: async (container, partition, operations) => {
      const result = await primary.batch(container, partition, operations)
      see(container, partition)
      return result
    },
    fence: async (container, partition) => see(container, partition),
    ping: async () => {},
    catchUp: () => {
      base = primary.fork()
      views.clear()
    },
  }
}
