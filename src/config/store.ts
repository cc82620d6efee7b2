import { isLoopback } from './loopback.ts'

export type StoreConfig =
  | { readonly type: 'sqlite'; readonly file: string }
  | {
      readonly type: 'cosmos'
      readonly endpoint: string
      readonly database: string
      /** Of an emulator on this machine; in Azure the service has its identity. */
      readonly key: string | undefined
    }

interface StoreSettings {
  readonly STORE: 'sqlite' | 'cosmos'
  readonly SQLITE_FILE?: string | undefined
  readonly COSMOS_ENDPOINT?: string | undefined
  readonly COSMOS_DATABASE: string
  readonly COSMOS_KEY?: string | undefined
}

export const problemOfStore = (
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
      'is for an emulator on this machine only; in Azure give the managed identity access instead',
    ]
  if (COSMOS_KEY === undefined && isLoopback(COSMOS_ENDPOINT))
    return ['COSMOS_KEY', "is required with an emulator on this machine: the emulator's key"]
  return undefined
}

/** Only what the chosen engine needs; `problemOfStore` has seen to it that this is there. */
export const storeOf = (settings: StoreSettings): StoreConfig => {
  const { STORE, SQLITE_FILE = '', COSMOS_ENDPOINT = '', COSMOS_DATABASE, COSMOS_KEY } = settings
  return STORE === 'cosmos'
    ? { type: STORE, endpoint: COSMOS_ENDPOINT, database: COSMOS_DATABASE, key: COSMOS_KEY }
    : { type: STORE, file: SQLITE_FILE }
}
