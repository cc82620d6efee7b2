import { describeStoreContract } from '../../contracts/store-contract.ts'
import { createMemoryStore } from '../../support/memory-store.ts'

describeStoreContract('memory', async () => {
  let clock = 1_000_000
  return {
    store: createMemoryStore(() => clock),
    advance: (ms) => {
      clock += ms
    },
    close: async () => {},
  }
})
