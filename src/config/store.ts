import { isLoopback } from './loopback.ts'

export type StoreConfig =
  | { readonly type: 'sqlite'; readonly file: string }
  | {
      readonly type: 'cosmos'
      readonly endpoint: string
      readonly database: string
      /** Only for an emulator on this machine; in Azure the service uses its identity. */
      readonly key: string | undefined
    }

interface StoreSettings {
  readonly STORE: 'sqlite' | 'cosmos'
  readonly SQLITE_FILE?: string | undefined
  readonly COSMOS_ENDPOINT?: string | undefined
  readonly COSMOS_DATABASE: string
  readonly COSMOS_KEY?: string | undefined
}

/** The first problem of the settings; undefined if they are valid. */
export const checkStoreSettings = (
  settings: StoreSettings,
): readonly [name: string, message: string] | undefined => {
  const { STORE, SQLITE_FILE, COSMOS_ENDPOINT, COSMOS_KEY } = settings
  if (STORE === 'sqlite')
    return SQLITE_FILE === undefined
      ? ['SQLITE_FILE', 'is required with STORE=sqlite: the path of the database file']
      : undefined
  if (COSMOS_ENDPOINT === undefined)
    return ['COSMOS_ENDPOINT', 'is required with STORE=cosmos: https://<account>.documents.azure.com']
  if (COSMOS_KEY !== undefined && !isLoopback(COSMOS_ENDPOINT))
    return [
      'COSMOS_KEY',
      'is only for an emulator on this machine; in Azure, remove it and grant access to the managed identity',
    ]
  if (COSMOS_KEY === undefined && isLoopback(COSMOS_ENDPOINT))
    return ['COSMOS_KEY', 'is required with an emulator on this machine: the key of the emulator']
  return undefined
}

/** The settings of the configured engine. `checkStoreSettings` ensures that they are present. */
export const readStoreSettings = (settings: StoreSettings): StoreConfig => {
  const { STORE, SQLITE_FILE = '', COSMOS_ENDPOINT = '', COSMOS_DATABASE, COSMOS_KEY } = settings
  return STORE === 'cosmos'
    ? { type: STORE, endpoint: COSMOS_ENDPOINT, database: COSMOS_DATABASE, key: COSMOS_KEY }
    : { type: STORE, file: SQLITE_FILE }
}
