import { CosmosClient } from '@azure/cosmos'
import type { Container, CosmosClientOptions } from '@azure/cosmos'
import type { ContainerName } from '../../domain/ports/store.ts'

/** The credential for the database: an identity, or a key for emulators and tests. */
export type CosmosAccess =
  { readonly credential: NonNullable<CosmosClientOptions['aadCredentials']> } | { readonly key: string }

export interface ClientOptions {
  readonly endpoint: string
  readonly access: CosmosAccess
  readonly database: string
  readonly httpClient: NonNullable<CosmosClientOptions['httpClient']>
  /** Timeout of one request in milliseconds. */
  readonly requestTimeout: number
}

/**
 * Opens the containers with a client that makes almost no retries. Endpoint discovery is off, because with discovery the
 * client retries a hanging read or an unknown host name 120 times; the account host name leads to the write region.
 * Session consistency is set explicitly: otherwise reads send no session token and can miss writes of this process.
 */
export const openContainers = (options: ClientOptions): Readonly<Record<ContainerName, Container>> => {
  const { endpoint, access, database, httpClient, requestTimeout } = options
  const client = new CosmosClient({
    endpoint,
    ...('key' in access ? { key: access.key } : { aadCredentials: access.credential }),
    httpClient,
    consistencyLevel: 'Session',
    connectionPolicy: {
      requestTimeout,
      enableEndpointDiscovery: false,
      enableBackgroundEndpointRefreshing: false,
      enablePartitionLevelFailover: false,
      enablePartitionLevelCircuitBreaker: false,
      useMultipleWriteLocations: false,
      retryOptions: {
        maxRetryAttemptCount: 0,
        fixedRetryIntervalInMilliseconds: 0,
        maxWaitTimeInSeconds: 0,
      },
    },
  })
  const openedDatabase = client.database(database)
  return {
    workspace: openedDatabase.container('workspace'),
    items: openedDatabase.container('items'),
  }
}
