import { createCosmosStore } from '../../../../src/adapters/cosmos/cosmos-store.ts'
import type { CosmosOptions } from '../../../../src/adapters/cosmos/cosmos-store.ts'
import { createEngineGateway } from '../../../support/engine-gateway.ts'
import type { EngineGatewayOptions } from '../../../support/engine-gateway.ts'

/** The engine over the real SDK on a gateway, with a clock that only its own waits and `advance` move. */
export const openTestStore = (
  more: Partial<EngineGatewayOptions> = {},
  engine: Pick<CosmosOptions, 'deadlines' | 'now' | 'sleep' | 'httpClient'> = {},
) => {
  let clock = 1_700_000_000_000
  const waits: number[] = []
  const now = () => clock
  const gateway = createEngineGateway({ now, ...more })
  const store = createCosmosStore({
    endpoint: 'https://account.documents.azure.test',
    access: { key: Buffer.from('a key').toString('base64') },
    database: 'etiquette',
    httpClient: gateway.httpClient,
    now,
    sleep: async (ms) => {
      waits.push(ms)
      clock += ms
    },
    random: () => 0.5,
    ...engine,
  })
  return {
    store,
    gateway,
    waits,
    now,
    advance: (ms: number) => {
      clock += ms
    },
  }
}
