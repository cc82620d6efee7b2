import { z } from 'zod'
import { isLoopback } from './loopback.ts'

/** Includes Azure Government and Azure China. */
const vaultPattern =
  /^https:\/\/[a-z][a-z0-9-]{1,22}[a-z0-9]\.vault\.(?:azure\.net|usgovcloudapi\.net|azure\.cn)(?::443)?\/?$/i

export const vaultUrl = z.string().regex(vaultPattern, 'must be a vault URL: https://<vault>.vault.azure.net')

interface SecretSettings {
  readonly STORE: 'sqlite' | 'cosmos'
  readonly COSMOS_ENDPOINT?: string | undefined
  readonly SECRETS_KEY_FILE?: string | undefined
  readonly KEY_VAULT_URL?: string | undefined
}

/** The first problem of the settings; undefined if they are valid. */
export const checkSecretSettings = (
  settings: SecretSettings,
): readonly [name: string, message: string] | undefined => {
  const { STORE, COSMOS_ENDPOINT = '', SECRETS_KEY_FILE, KEY_VAULT_URL } = settings
  if (SECRETS_KEY_FILE !== undefined && KEY_VAULT_URL !== undefined)
    return ['KEY_VAULT_URL', 'replaces SECRETS_KEY_FILE: set only one of them']
  if (KEY_VAULT_URL !== undefined) return undefined
  // Instances in Azure share the database but no disk: each would create its own key.
  if (STORE === 'cosmos' && !isLoopback(COSMOS_ENDPOINT))
    return ['KEY_VAULT_URL', 'is required with STORE=cosmos: https://<vault>.vault.azure.net']
  if (SECRETS_KEY_FILE === undefined)
    return ['SECRETS_KEY_FILE', 'or KEY_VAULT_URL is required: the path of a key file, or a vault URL']
  return undefined
}

export type SecretsConfig =
  { readonly type: 'keyFile'; readonly file: string } | { readonly type: 'keyVault'; readonly url: string }

/** The configured secret store. `checkSecretSettings` ensures that one setting is present. */
export const readSecretSettings = ({
  SECRETS_KEY_FILE = '',
  KEY_VAULT_URL,
}: SecretSettings): SecretsConfig =>
  KEY_VAULT_URL === undefined
    ? { type: 'keyFile', file: SECRETS_KEY_FILE }
    : { type: 'keyVault', url: KEY_VAULT_URL }
