import { AsyncLocalStorage } from 'node:async_hooks'
import { fencedReads } from '../../domain/model/documents/fenced-reads.ts'
import { recordedReads } from '../../domain/model/documents/recorded-reads.ts'
import type { Decide, Store } from '../../domain/ports/store.ts'

/** A store, and a way to repeat work of its callers behind fences. */
export interface ReadScope {
  readonly store: Store
  readonly decide: Decide
}

/** Operations are created once and hold their store, so the scope of one request follows its asynchronous calls. */
export const createReadScope = (store: Store): ReadScope => {
  if (!store.canLag) return { store, decide: (work) => work() }
  const scope = new AsyncLocalStorage<Store>()
  const current = (): Store => scope.getStore() ?? store
  return {
    decide: async (work, restsOn) => {
      const reads = recordedReads(store)
      try {
        return await scope.run(reads.store, work)
      } catch (error) {
        const rests = restsOn(error)
        if (rests === 'Never') throw error
        const fenced = fencedReads(store)
        if (rests === 'IfChanged' && !(await reads.haveChanged(fenced))) throw error
        return scope.run(fenced, work)
      }
    },
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
