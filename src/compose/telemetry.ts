import type { createServiceIdentity } from '../adapters/identity/create-service-identity.ts'
import { observeStore } from '../adapters/telemetry/observe-store.ts'
import type { Store } from '../domain/ports/store.ts'
import type { Telemetry } from '../domain/ports/telemetry.ts'

export type OpenedTelemetry = Telemetry & { readonly close: () => Promise<void> }

/** Opens the telemetry. Without a connection string no telemetry library is loaded. */
export const openTelemetry = async (
  connectionString: string | undefined,
  credential: ReturnType<typeof createServiceIdentity>,
  version: string,
): Promise<OpenedTelemetry | undefined> => {
  if (connectionString === undefined) return undefined
  const { createAzureMonitor } = await import('../adapters/telemetry/create-azure-monitor.ts')
  return createAzureMonitor({ connectionString, credential, version })
}

type ClosableStore = Store & { close(): void }

/** Measures the calls of a store if telemetry is on. */
export const withTelemetry = (store: ClosableStore, telemetry: Telemetry | undefined): ClosableStore =>
  telemetry ? { ...observeStore(store, telemetry), close: () => store.close() } : store

/** An HTTP client that counts request units; undefined without telemetry. */
export const openMeteredClient = async (telemetry: Telemetry | undefined) => {
  if (!telemetry) return undefined
  const { createMeteredClient } = await import('../adapters/telemetry/create-metered-client.ts')
  return createMeteredClient(telemetry)
}
