import type { DefaultAzureCredential, TokenCredential } from '@azure/identity'
import type { Millis } from '../../domain/core/time.ts'
import { withDeadline } from '../calls/with-deadline.ts'
import { IdentityMisconfigured, IdentityUnavailable, mayPass } from './classify-identity.ts'

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
    const { DefaultAzureCredential } = await import('@azure/identity')
    try {
      return new DefaultAzureCredential({ retryOptions })
    } catch (error) {
      throw new IdentityMisconfigured(
        'The settings of the identity are wrong; check AZURE_TOKEN_CREDENTIALS',
        {
          cause: error,
        },
      )
    }
  }
  const loadAgainAfterFailure = async () => {
    try {
      return await load()
    } catch (error) {
      // The next token tries again.
      loading = undefined
      throw error
    }
  }
  return {
    getToken: async (scopes, options) => {
      loading ??= loadAgainAfterFailure()
      const credential = await loading
      if (!hasEndpoint) return credential.getToken(scopes, options)
      try {
        return await withDeadline(deadline, () => credential.getToken(scopes, options))
      } catch (error) {
        // A refusal, such as an identity that the app does not have, lasts until somebody corrects it.
        if (!mayPass(error)) throw error
        throw new IdentityUnavailable('The identity endpoint of the platform gives no token now', {
          cause: error,
        })
      }
    },
  }
}
