import { randomBytes } from 'node:crypto'
import { serveGateway } from '../cosmos-gateway/serve.ts'
import { type Environment, valueOf } from './environment.ts'

/** Stands in for an account of Azure Cosmos DB. It is in memory: what is in it ends with the process. */
export interface CosmosAccount {
  endpoint: string
  key: string
  close(): Promise<void>
}

/** What the deployment makes in Azure. The app's own tests hold its queries against the indexes. */
const CONTAINERS = { workspace: undefined, items: undefined }
export const COSMOS_DATABASE = 'etiquette'

export const usesCosmos = (environment: Environment): boolean => valueOf(environment, 'STORE') === 'cosmos'

export const bringsCosmos = (environment: Environment): boolean =>
  valueOf(environment, 'COSMOS_ENDPOINT') !== undefined

export async function startCosmosAccount(): Promise<CosmosAccount> {
  const key = randomBytes(64).toString('base64')
  const server = await serveGateway({ containers: CONTAINERS, now: Date.now }, key)
  return { ...server, key }
}
