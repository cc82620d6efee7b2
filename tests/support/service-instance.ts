import { createReadScope } from '../../src/adapters/store/read-scope.ts'
import type { Store } from '../../src/domain/ports/store.ts'
import { errorRestsOn } from '../../src/functions/http/rests-on-reads.ts'
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
  const { store, decide } = createReadScope(lagging)
  const service = createLabelingService(store, now, newId)
  return { run: (operation) => decide(() => operation(service), errorRestsOn) }
}
