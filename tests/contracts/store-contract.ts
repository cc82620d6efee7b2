import { afterEach, beforeEach, describe } from '@jest/globals'
import { batchContract } from './store/batch-contract.ts'
import { fenceContract } from './store/fence-contract.ts'
import { incrementContract } from './store/increment-contract.ts'
import { modelContract } from './store/model-contract.ts'
import type { OpenStore } from './store/open-store.ts'
import { orderContract } from './store/order-contract.ts'
import { pagingContract } from './store/paging-contract.ts'
import { queryContract } from './store/query-contract.ts'
import { refusalContract } from './store/refusal-contract.ts'
import { sizeContract } from './store/size-contract.ts'
import { ttlContract } from './store/ttl-contract.ts'

/** What every engine of the store has to do. Each test gets a store of its own, or partitions of its own in one store. */
export const describeStoreContract = (name: string, open: () => Promise<OpenStore>): void => {
  describe(`store contract: ${name}`, () => {
    let current: OpenStore
    beforeEach(async () => {
      current = await open()
    })
    afterEach(async () => {
      await current.close()
    })
    const use = () => current
    describe('batches', () => batchContract(use))
    describe('increments', () => incrementContract(use))
    describe('fences', () => fenceContract(use))
    describe('queries', () => queryContract(use))
    describe('order', () => orderContract(use))
    describe('paging', () => pagingContract(use))
    describe('time to live', () => ttlContract(use))
    describe('refusals', () => refusalContract(use))
    describe('sizes', () => sizeContract(use))
    describe('any sequence of operations', () => modelContract(use))
  })
}
