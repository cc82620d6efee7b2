import { createCosmosGateway } from '../../local/cosmos-gateway/gateway.ts'
import type { GatewayOptions } from '../../local/cosmos-gateway/gateway.ts'
import { containerSettings } from '../../src/adapters/cosmos/indexing-policy.ts'

export type EngineGatewayOptions = Omit<GatewayOptions, 'containers'>

/** The gateway with the containers of the engine, which holds queries against their indexes. */
export const createEngineGateway = (options: EngineGatewayOptions) =>
  createCosmosGateway({
    containers: {
      workspace: containerSettings('workspace').indexingPolicy,
      items: containerSettings('items').indexingPolicy,
    },
    ...options,
  })
