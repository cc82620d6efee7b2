import type { TokenCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import type { SecretClientOptions } from '@azure/keyvault-secrets'
import type { Millis } from '../../domain/core/time.ts'
import type { SecretStore } from '../../domain/ports/secrets.ts'
import { withDeadline } from '../calls/with-deadline.ts'
import { hasStatus, toVaultError } from './key-vault-failures.ts'

export interface VaultDeadlines {
  /** One read, write or delete, including retries. */
  readonly call: Millis
  /** Between two attempts to write a secret that is being recovered. */
  readonly pause: Millis
  /** Before the first retry of a failed request. */
  readonly retry: Millis
}

export interface KeyVaultOptions {
  /** `https://<vault>.vault.azure.net` */
  readonly vaultUrl: string
  readonly credential: TokenCredential
  readonly deadlines?: Partial<VaultDeadlines> | undefined
  /** Replaces the network. */
  readonly httpClient?: SecretClientOptions['httpClient'] | undefined
}

type Call = { readonly abortSignal: AbortSignal }

const defaultDeadlines: VaultDeadlines = { call: 8000, pause: 500, retry: 200 }

const pause = (ms: Millis, { abortSignal }: Call): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(new Error('The call was aborted'))
    }
    const timer = setTimeout(() => {
      abortSignal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    abortSignal.addEventListener('abort', stop, { once: true })
  })

/**
 * Secrets in Azure Key Vault. The vault keeps deleted secrets for some time (soft delete).
 * @throws DomainError `ServiceUnavailable`
 */
export const createKeyVaultSecrets = (options: KeyVaultOptions): SecretStore => {
  const { vaultUrl, credential, httpClient } = options
  const deadlines = { ...defaultDeadlines, ...options.deadlines }
  const client = new SecretClient(vaultUrl, credential, {
    ...(httpClient === undefined ? {} : { httpClient }),
    retryOptions: { maxRetries: 2, retryDelayInMs: deadlines.retry, maxRetryDelayInMs: 5 * deadlines.retry },
    redirectOptions: { maxRetries: 0 },
  })

  const run = async <T>(work: (call: Call) => Promise<T>): Promise<T> => {
    try {
      return await withDeadline(deadlines.call, (abortSignal) => work({ abortSignal }))
    } catch (error) {
      throw toVaultError(error)
    }
  }

  const read = async (name: string, call: Call): Promise<string | undefined> => {
    try {
      return (await client.getSecret(name, call)).value
    } catch (error) {
      if (hasStatus(error, 404)) return undefined
      throw error
    }
  }

  const tryWrite = async (name: string, value: string, call: Call): Promise<boolean> => {
    try {
      await client.setSecret(name, value, call)
      return true
    } catch (error) {
      if (hasStatus(error, 409)) return false
      throw error
    }
  }

  const recover = async (name: string, call: Call): Promise<void> => {
    try {
      await client.beginRecoverDeletedSecret(name, call)
    } catch (error) {
      // The deletion is not complete yet, or the recovery is already running.
      if (!hasStatus(error, 404) && !hasStatus(error, 409)) throw error
    }
  }

  return {
    put: (name, value) =>
      run(async (call) => {
        // The first request of a client has no body until the authentication challenge; a parallel challenge can lose the body.
        await read(name, call)
        // The name of a deleted secret is reserved until its recovery, which takes seconds.
        while (!(await tryWrite(name, value, call))) {
          await recover(name, call)
          await pause(deadlines.pause, call)
        }
      }),
    get: (name) => run((call) => read(name, call)),
    delete: (name) =>
      run(async (call) => {
        try {
          await client.beginDeleteSecret(name, call)
        } catch (error) {
          if (!hasStatus(error, 404) && !hasStatus(error, 409)) throw error
        }
      }),
  }
}
