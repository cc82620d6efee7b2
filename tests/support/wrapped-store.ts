import type { BatchOperation, ContainerName, Store } from '../../src/domain/ports/store.ts'

/** One call of the store, as a wrapper sees it. */
export interface StoreCall {
  readonly method: keyof Store
  readonly container?: ContainerName
  readonly partition?: string
  readonly operations?: readonly BatchOperation[]
}

export type Around = <T>(call: StoreCall, run: () => Promise<T>) => Promise<T>

/** The store with something done around each call. */
export const wrapStore = (store: Store, around: Around): Store => ({
  canLag: store.canLag,
  read: async (container, partition, id) =>
    around({ method: 'read', container, partition }, async () => store.read(container, partition, id)),
  readMany: async (container, partition, ids) =>
    around({ method: 'readMany', container, partition }, async () =>
      store.readMany(container, partition, ids),
    ),
  query: async (container, partition, query) =>
    around({ method: 'query', container, partition }, async () => store.query(container, partition, query)),
  batch: async (container, partition, operations) =>
    around({ method: 'batch', container, partition, operations }, async () =>
      store.batch(container, partition, operations),
    ),
  fence: async (container, partition) =>
    around({ method: 'fence', container, partition }, async () => store.fence(container, partition)),
  ping: async () => around({ method: 'ping' }, async () => store.ping()),
})
