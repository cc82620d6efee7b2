import { DomainError } from '../../src/domain/core/errors.ts'
import type { BatchOperation, Store } from '../../src/domain/ports/store.ts'
import { wrapStore } from './wrapped-store.ts'
import type { StoreCall } from './wrapped-store.ts'

/**
 * What happens to a call: nothing special; it fails and is not done; it is done but the answer is lost; or it is not done
 * and answers that the first etag did not match (only a batch that names an etag can; any other call passes).
 */
export type Fault = 'pass' | 'fail' | 'lose' | 'conflict'

const unavailable = (): DomainError =>
  new DomainError('ServiceUnavailable', 'The store did not answer.', { retryAfter: 1 })

const run = async <T>(fault: Fault, call: () => Promise<T>): Promise<T> => {
  if (fault === 'fail') throw unavailable()
  const result = await call()
  if (fault === 'lose') throw unavailable()
  return result
}

const firstEtag = (operations: readonly BatchOperation[]): number =>
  operations.findIndex((operation) => 'ifMatch' in operation)

/** The store with the faults that `decide` asks for. @throws DomainError `ServiceUnavailable` where it says so */
export const faultyStore = (store: Store, decide: (call: StoreCall) => Fault): Store => ({
  ...wrapStore(store, async (call, pass) => run(decide(call), pass)),
  batch: async (container, partition, operations) => {
    const fault = decide({ method: 'batch', container, partition, operations })
    const index = firstEtag(operations)
    if (fault === 'conflict' && index >= 0) return { ok: false, index, failure: 'EtagMismatch' }
    return run(fault, async () => store.batch(container, partition, operations))
  },
})
