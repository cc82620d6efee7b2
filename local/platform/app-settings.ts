import type { DataFolder } from './data-folder.ts'
import { type BlobAccount, blobServiceUrl } from './blob-account.ts'
import { COSMOS_DATABASE, type CosmosAccount, usesCosmos } from './cosmos.ts'
import { EXPORT_CONTAINER } from './blob-storage.ts'
import { type Environment, valueOf } from './environment.ts'
import { LOCAL_AUDIENCE, LOCAL_ISSUER, LOCAL_TENANT } from './issuer.ts'
import { StartError } from './start-error.ts'

const AUTH = ['AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH_JWKS_URL', 'AUTH_TENANT'] as const

/** Whether callers bring tokens of an issuer of their own, Entra ID's for example, and none is needed here. */
export function bringsIssuer(environment: Environment): boolean {
  const missing = AUTH.filter((name) => valueOf(environment, name) === undefined)
  if (missing.length > 0 && missing.length < AUTH.length) {
    throw new StartError(`Set all of ${AUTH.join(', ')}, or none of them: ${missing.join(', ')} is not set.`)
  }
  return missing.length === 0
}

export const bringsBlobStorage = (environment: Environment): boolean =>
  valueOf(environment, 'BLOB_SERVICE_URL') !== undefined

export interface SettingSources {
  environment: Environment
  folder: DataFolder
  account: BlobAccount | undefined
  /** The local one; undefined when there is none. */
  cosmos: CosmosAccount | undefined
  /** Where the local issuer's keys are; undefined when there is none. */
  jwksUrl: string | undefined
}

/** With a store of the user's own, all of its settings are already in the environment. */
function storeSettings({ environment, folder, cosmos }: SettingSources): Record<string, string> {
  if (!usesCosmos(environment)) return { STORE: 'sqlite', SQLITE_FILE: folder.file('etiquette.db') }
  return {
    STORE: 'cosmos',
    ...(cosmos && { COSMOS_ENDPOINT: cosmos.endpoint, COSMOS_KEY: cosmos.key, COSMOS_DATABASE }),
  }
}

/** The app's settings: in Azure the deployment gives them. What a user has set by hand is left as it is. */
export function appSettings(sources: SettingSources): Record<string, string> {
  const { environment, folder, account, jwksUrl } = sources
  return {
    ...storeSettings(sources),
    EXPORT_CONTAINER,
    // A frontend under development is on another port of this machine.
    CORS_ORIGINS: valueOf(environment, 'CORS_ORIGINS') ?? 'http://localhost:*,http://127.0.0.1:*',
    ...(valueOf(environment, 'KEY_VAULT_URL') === undefined && {
      SECRETS_KEY_FILE: folder.file('secrets.key'),
    }),
    REFRESH_SCHEDULE: valueOf(environment, 'REFRESH_SCHEDULE') ?? '0 */15 * * * *',
    ...(account && { BLOB_SERVICE_URL: blobServiceUrl(account), BLOB_ACCOUNT_KEY: account.key }),
    ...(jwksUrl !== undefined && {
      AUTH_ISSUER: LOCAL_ISSUER,
      AUTH_AUDIENCE: LOCAL_AUDIENCE,
      AUTH_JWKS_URL: jwksUrl,
      AUTH_TENANT: LOCAL_TENANT,
    }),
  }
}
