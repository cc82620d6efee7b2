import type { Store } from '../../src/domain/ports/store.ts'
import { wrapStore } from './wrapped-store.ts'
import type { StoreCall } from './wrapped-store.ts'

/** Every call first awaits `schedule`: with fast-check's scheduler, calls interleave in every order. */
export const delayedStore = (store: Store, schedule: (call: StoreCall) => Promise<unknown>): Store =>
  wrapStore(store, async (call, run) => {
    await schedule(call)
    return run()
  })
