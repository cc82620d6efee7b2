import { CosmosClient } from '@azure/cosmos'
import { beforeAll, describe, it } from '@jest/globals'
import { createCosmosStore } from '../../../../src/adapters/cosmos/cosmos-store.ts'
import { containerSettings } from '../../../../src/adapters/cosmos/indexing-policy.ts'
import { batchContract } from '../../../contracts/store/batch-contract.ts'
import { incrementContract } from '../../../contracts/store/increment-contract.ts'
import { modelContract } from '../../../contracts/store/model-contract.ts'
import { orderContract } from '../../../contracts/store/order-contract.ts'
import { pagingContract } from '../../../contracts/store/paging-contract.ts'
import { queryContract } from '../../../contracts/store/query-contract.ts'
import { refusalContract } from '../../../contracts/store/refusal-contract.ts'

const { COSMOS_TEST_ENDPOINT: endpoint, COSMOS_TEST_KEY: key } = process.env
const database = 'etiquette-test'

/**
 * The same contract on an account or an emulator. What needs a clock that can be moved (documents that expire) is left
 * out; the partitions that the tests write to are theirs alone and stay behind.
 */
if (endpoint === undefined || key === undefined) {
  describe('store contract: a Cosmos DB account', () => {
    it.skip('is not tried: COSMOS_TEST_ENDPOINT and COSMOS_TEST_KEY are not set', () => {})
  })
} else {
  describe('store contract: a Cosmos DB account', () => {
    const store = createCosmosStore({ endpoint, access: { key }, database })
    const use = () => ({ store, advance: () => {}, close: async () => {} })
    beforeAll(async () => {
      const client = new CosmosClient({ endpoint, key })
      const created = await client.databases.createIfNotExists({ id: database })
      for (const name of ['workspace', 'items'] as const)
        await created.database.containers.createIfNotExists(containerSettings(name))
      client.dispose()
    })
    describe('batches', () => batchContract(use))
    describe('increments', () => incrementContract(use))
    describe('queries', () => queryContract(use))
    describe('order', () => orderContract(use))
    describe('paging', () => pagingContract(use))
    describe('refusals', () => refusalContract(use))
    describe('any sequence of operations', () => modelContract(use))
  })
}
