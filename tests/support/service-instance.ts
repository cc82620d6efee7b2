import { createReadScope } from '../../src/adapters/store/read-scope.ts'
import { isDomainError } from '../../src/domain/core/errors.ts'
import type { Store } from '../../src/domain/ports/store.ts'
import { restsOnReads } from '../../src/functions/http/rests-on-reads.ts'
import { createLabelingService, type LabelingService } from './labeling-world.ts'

export interface ServiceInstance {
  /** Runs an operation as the endpoints do: what it would refuse, it decides again behind fences. */
  readonly run: <T>(operation: (service: LabelingService) => Promise<T>) => Promise<T>
}

/** One instance of the service on a store whose reads can lag. */
export const createServiceInstance = (
  lagging: Store,
  now: () => number,
  newId: () => string,
): ServiceInstance => {
  const { store, behindFence } = createReadScope(lagging)
  const service = createLabelingService(store, now, newId)
  return {
    run: async (operation) => {
      try {
        return await operation(service)
      } catch (error) {
        if (!isDomainError(error) || !restsOnReads[error.code] || !behindFence) throw error
        return behindFence(() => operation(service))
      }
    },
  }
}
