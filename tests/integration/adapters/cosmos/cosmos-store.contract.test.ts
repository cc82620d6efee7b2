import { expect } from '@jest/globals'
import { describeStoreContract } from '../../../contracts/store-contract.ts'
import { openTestStore } from './test-store.ts'

describeStoreContract('Cosmos DB', async () => {
  const { store, advance, gateway } = openTestStore()
  return { store, advance, close: async () => expect(gateway.complaints).toEqual([]) }
})
