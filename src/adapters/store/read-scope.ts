import { AsyncLocalStorage } from 'node:async_hooks'
import { fencedReads } from '../../domain/model/documents/fenced-reads.ts'
import type { BehindFence, Store } from '../../domain/ports/store.ts'

/** A store, and a way to repeat work of its callers behind fences; undefined if its reads never lag. */
export interface ReadScope {
  readonly store: Store
  readonly behindFence: BehindFence | undefined
}

/** Operations are created once and hold their store, so the scope of one request follows its asynchronous calls. */
export const createReadScope = (store: Store): ReadScope => {
  if (!store.canLag) return { store, behindFence: undefined }
  const scope = new AsyncLocalStorage<Store>()
  const current = (): Store => scope.getStore() ?? store
  return {
    behindFence: (work) => scope.run(fencedReads(store), work),
    store: {
      canLag: true,
      read: (container, partition, id) => current().read(container, partition, id),
      readMany: (container, partition, ids) => current().readMany(container, partition, ids),
      query: (container, partition, query) => current().query(container, partition, query),
      batch: (container, partition, operations) => current().batch(container, partition, operations),
      fence: (container, partition) => current().fence(container, partition),
      ping: () => store.ping(),
    },
  }
}
