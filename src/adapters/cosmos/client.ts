import { CosmosClient } from '@azure/cosmos'
import type { Container, CosmosClientOptions } from '@azure/cosmos'
import type { ContainerName } from '../../domain/ports/store.ts'

/** Who the service is to the database: an identity, or a key for emulators and tests. */
export type Access =
  { readonly credential: NonNullable<CosmosClientOptions['aadCredentials']> } | { readonly key: string }

export interface ClientOptions {
  readonly endpoint: string
  readonly access: Access
  readonly database: string
  /** Instead of the network. */
  readonly httpClient?: NonNullable<CosmosClientOptions['httpClient']> | undefined
  /** Milliseconds for one request. */
  readonly requestTimeout: number
}

/**
 * The client as the engine needs it: it repeats next to nothing by itself. Its endpoint discovery is off, because with it
 * a read that hangs, or a name that is not found, is repeated 120 times; the account's own name leads to where writes go.
 * Session consistency has to be asked for, or reads carry no session token and may miss this process's own writes.
 */
export const openContainers = (options: ClientOptions): Readonly<Record<ContainerName, Container>> => {
  const { endpoint, access, database, httpClient, requestTimeout } = options
  const client = new CosmosClient({
    endpoint,
    ...('key' in access ? { key: access.key } : { aadCredentials: access.credential }),
    ...(httpClient === undefined ? {} : { httpClient }),
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
  const opened = client.database(database)
  return {
    workspace: opened.container('workspace'),
    items: opened.container('items'),
  }
}
