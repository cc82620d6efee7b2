import { describeStoreContract } from '../../../contracts/store-contract.ts'
import { openTestStore } from './test-store.ts'

describeStoreContract('SQLite', async () => {
  const { store, advance, discard } = openTestStore()
  return { store, advance, close: async () => discard() }
})
