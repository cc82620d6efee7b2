import type { DefaultAzureCredential, TokenCredential } from '@azure/identity'
import type { Millis } from '../../domain/core/time.ts'
import { withDeadline } from '../blob/deadlines.ts'

/** The platform has an identity for the service and gives no token of it now. */
export class IdentityUnavailable extends Error {
  override readonly name = 'IdentityUnavailable'
}

// The endpoint is on the same machine. The library would try a failing one for 20 s, which every request would wait for.
const defaultDeadline: Millis = 5000
const retryOptions = { maxRetries: 2, retryDelayInMs: 200 }

/**
 * The managed identity of the service, and that of a developer on a machine without one. `AZURE_TOKEN_CREDENTIALS` names
 * the only source, if it is set. The library is loaded with the first token, to keep the start fast.
 */
export const createServiceIdentity = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
  deadline: Millis = defaultDeadline,
): TokenCredential => {
  // Set by the platform of an app that has an identity.
  const hasEndpoint = (environment['IDENTITY_ENDPOINT'] ?? '') !== ''
  let loading: Promise<DefaultAzureCredential> | undefined
  const load = async () => {
    try {
      const { DefaultAzureCredential } = await import('@azure/identity')
      return new DefaultAzureCredential({ retryOptions })
    } catch (error) {
      // The next token tries again.
      loading = undefined
      throw error
    }
  }
  return {
    getToken: async (scopes, options) => {
      loading ??= load()
      const credential = await loading
      if (!hasEndpoint) return credential.getToken(scopes, options)
      try {
        return await withDeadline(deadline, () => credential.getToken(scopes, options))
      } catch (error) {
        const reason = error instanceof Error ? error.name : 'unknown'
        throw new IdentityUnavailable(`The identity endpoint of the platform gives no token (${reason})`)
      }
    },
  }
}
