import { oneBehind, uniformLag } from '../../../local/cosmos-gateway/replicas.ts'
import { cosmosDatabase, startCosmosAccount } from '../../../local/platform/cosmos.ts'
import { writeDump } from '../check/read-dump.ts'
import type { Random } from '../random.ts'
import type { SoakStore } from './soak-store.ts'

/** How far replicas are behind, ms. */
const lags = [30, 300, 2000] as const

const chooseLag = (random: Random) => {
  const most = random.pick(lags)
  return random.chance(0.5)
    ? { name: `each replica 0 to ${most} ms behind`, lag: uniformLag(most, () => random.between(0, 1)) }
    : { name: `one of four replicas ${most} ms behind`, lag: oneBehind(most) }
}

/** The stand-in for Cosmos DB, in this process, with replicas that are behind as the seed chooses. */
export const laggingStore = async (dataDir: string, random: Random): Promise<SoakStore> => {
  const { name, lag } = chooseLag(random)
  const account = await startCosmosAccount(lag)
  const read = (container: string) =>
    account.documents(container).map(({ partition, document }) => ({ partition, document }))
  return {
    name: `Cosmos DB, ${name}`,
    settings: {
      STORE: 'cosmos',
      COSMOS_ENDPOINT: account.endpoint,
      COSMOS_KEY: account.key,
      COSMOS_DATABASE: cosmosDatabase,
    },
    countOpenWork: () =>
      account
        .documents('workspace')
        .filter(({ document }) => document['kind'] === 'operation' && document['open'] === true).length,
    save: () => writeDump(dataDir, { workspace: read('workspace'), items: read('items') }),
    stop: account.close,
  }
}
