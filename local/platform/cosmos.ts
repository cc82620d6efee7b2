import { randomBytes } from 'node:crypto'
import { serveGateway } from '../cosmos-gateway/serve.ts'
import { valueOf } from './environment.ts'
import type { Environment } from './environment.ts'

/** A stand-in for an account of Azure Cosmos DB. It is in memory: its documents end with the process. */
export interface CosmosAccount {
  readonly endpoint: string
  readonly key: string
  readonly close: () => Promise<void>
}

/** The containers that the deployment makes in Azure. The app's own tests check its queries against the indexes. */
const containers = { workspace: undefined, items: undefined }
export const cosmosDatabase = 'etiquette'

export const usesCosmos = (environment: Environment): boolean => valueOf(environment, 'STORE') === 'cosmos'

export const bringsCosmos = (environment: Environment): boolean =>
  valueOf(environment, 'COSMOS_ENDPOINT') !== undefined

export const startCosmosAccount = async (): Promise<CosmosAccount> => {
  const key = randomBytes(64).toString('base64')
  const server = await serveGateway({ containers, now: Date.now }, key)
  return { ...server, key }
}
