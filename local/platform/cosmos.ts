import { randomBytes } from 'node:crypto'
import type { Lag } from '../cosmos-gateway/replicas.ts'
import { serveGateway } from '../cosmos-gateway/serve.ts'
import type { GatewayServer } from '../cosmos-gateway/serve.ts'
import { valueOf } from './environment.ts'
import type { Environment } from './environment.ts'

/** A stand-in for an account of Azure Cosmos DB. It is in memory: its documents end with the process. */
export interface CosmosAccount extends GatewayServer {
  readonly key: string
}

/** The containers that the deployment makes in Azure. The app's own tests check its queries against the indexes. */
const containers = { workspace: undefined, items: undefined }
export const cosmosDatabase = 'etiquette'

export const usesCosmos = (environment: Environment): boolean => valueOf(environment, 'STORE') === 'cosmos'

export const bringsCosmos = (environment: Environment): boolean =>
  valueOf(environment, 'COSMOS_ENDPOINT') !== undefined

/** @param lag How far replicas are behind; default not at all */
export const startCosmosAccount = async (lag?: Lag): Promise<CosmosAccount> => {
  const key = randomBytes(64).toString('base64')
  const server = await serveGateway({ containers, now: Date.now, ...(lag && { lag }) }, key)
  return { ...server, key }
}
