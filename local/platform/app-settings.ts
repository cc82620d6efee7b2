import type { StorageAccount } from './blob-account.ts'
import { exportContainer, renditionContainer } from './containers.ts'
import { cosmosDatabase, usesCosmos } from './cosmos.ts'
import type { CosmosAccount } from './cosmos.ts'
import type { DataFolder } from './data-folder.ts'
import { valueOf } from './environment.ts'
import type { Environment } from './environment.ts'
import { localAudience, localIssuer, localTenant } from './issuer.ts'
import type { Issuer } from './issuer.ts'
import { jwksUrlOf } from './jwks.ts'
import { loopback } from './ports.ts'
import { StartError } from '../host/start-error.ts'

const issuerSettings = ['AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH_JWKS_URL', 'AUTH_TENANT'] as const

/** Whether the environment names an issuer, Entra ID for example, so that no local one is needed. */
export const bringsIssuer = (environment: Environment): boolean => {
  const missing = issuerSettings.filter((name) => valueOf(environment, name) === undefined)
  if (missing.length > 0 && missing.length < issuerSettings.length)
    throw new StartError(
      `Set all of ${issuerSettings.join(', ')}, or none of them: ${missing.join(', ')} is not set.`,
    )
  return missing.length === 0
}

/** The origin of the service's links. Requests never choose it. */
export const publicUrlOf = (environment: Environment, port: number): string =>
  valueOf(environment, 'PUBLIC_URL') ?? `http://${loopback}:${port}`

/** A frontend under development is on another port of this machine. */
export const corsOriginsOf = (environment: Environment): string =>
  valueOf(environment, 'CORS_ORIGINS') ?? 'http://localhost:*,http://127.0.0.1:*'

type Settings = Readonly<Record<string, string>>

export interface SettingSources {
  readonly environment: Environment
  readonly folder: DataFolder
  /** The account of the local Blob Storage, or of an emulator of the user's own; undefined for Azure. */
  readonly account: StorageAccount | undefined
  /** The local account; undefined when there is none. */
  readonly cosmos: Pick<CosmosAccount, 'endpoint' | 'key'> | undefined
  /** The local issuer; undefined when there is none. */
  readonly issuer: Pick<Issuer, 'jwks'> | undefined
}

/** For a store of the user's own all settings are in the environment already. */
const storeSettings = ({ environment, folder, cosmos }: SettingSources): Settings => {
  if (!usesCosmos(environment)) return { STORE: 'sqlite', SQLITE_FILE: folder.file('etiquette.db') }
  return {
    STORE: 'cosmos',
    ...(cosmos && {
      COSMOS_ENDPOINT: cosmos.endpoint,
      COSMOS_KEY: cosmos.key,
      COSMOS_DATABASE: cosmosDatabase,
    }),
  }
}

const issuerSettingsOf = (issuer: Pick<Issuer, 'jwks'>): Settings => ({
  AUTH_ISSUER: localIssuer,
  AUTH_AUDIENCE: localAudience,
  AUTH_JWKS_URL: jwksUrlOf(issuer),
  AUTH_TENANT: localTenant,
})

/** The app's settings, which in Azure the deployment makes. Settings of the user are kept. */
export const appSettings = (sources: SettingSources): Settings => {
  const { environment, folder, account, issuer } = sources
  return {
    ...storeSettings(sources),
    EXPORT_CONTAINER: exportContainer,
    RENDITION_CONTAINER: renditionContainer,
    CORS_ORIGINS: corsOriginsOf(environment),
    ...(valueOf(environment, 'KEY_VAULT_URL') === undefined && {
      SECRETS_KEY_FILE: folder.file('secrets.key'),
    }),
    REFRESH_SCHEDULE: valueOf(environment, 'REFRESH_SCHEDULE') ?? '0 */15 * * * *',
    ...(account && { BLOB_SERVICE_URL: account.serviceUrl, BLOB_ACCOUNT_KEY: account.key }),
    ...(issuer && issuerSettingsOf(issuer)),
  }
}
