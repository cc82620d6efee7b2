import type { ContainerName, Store } from '../../ports/store.ts'

/**
 * The store with a fence before the first read of each partition, for one piece of work. A batch is a fence, too: its
 * result is at least as new as every write before it.
 */
export const fencedReads = (store: Store): Store => {
  if (!store.canLag) return store
  const fences = new Map<string, Promise<void>>()
  const keyOf = (container: ContainerName, partition: string): string => `${container} ${partition}`

  const fence = (container: ContainerName, partition: string): Promise<void> => {
    const key = keyOf(container, partition)
    const raised = store.fence(container, partition)
    fences.set(key, raised)
    raised.catch(() => fences.delete(key))
    return raised
  }
  const ensureFence = (container: ContainerName, partition: string): Promise<void> =>
    fences.get(keyOf(container, partition)) ?? fence(container, partition)

  return {
    canLag: true,
    read: async (container, partition, id) => {
      await ensureFence(container, partition)
      return store.read(container, partition, id)
    },
    readMany: async (container, partition, ids) => {
      await ensureFence(container, partition)
      return store.readMany(container, partition, ids)
    },
    query: async (container, partition, query) => {
      await ensureFence(container, partition)
      return store.query(container, partition, query)
    },
    batch: async (container, partition, operations) => {
      const result = await store.batch(container, partition, operations)
      fences.set(keyOf(container, partition), Promise.resolve())
      return result
    },
    fence,
    ping: () => store.ping(),
  }
}
