import { AnonymousCredential, newPipeline, StorageRetryPolicyType } from '@azure/storage-blob'
import type { Pipeline } from '@azure/storage-blob'
import type { Access } from './access.ts'
import type { Agent } from './agents.ts'
import type { Millis } from '../../domain/core/time.ts'

/**
 * How every storage call is sent: few retries with a short back-off, pooled connections, no redirect followed. The SDK
 * asks a proxy of the environment only where no agent is given, so none leads around ours.
 */
export const createPipeline = (access: Access, agent: Agent, retryPause: Millis): Pipeline => {
  const options = {
    retryOptions: {
      retryPolicyType: StorageRetryPolicyType.EXPONENTIAL,
      maxTries: 3,
      retryDelayInMs: retryPause,
      maxRetryDelayInMs: 5 * retryPause,
    },
    redirectOptions: { maxRetries: 0 },
    agent,
  }
  const credential = 'credential' in access ? access.credential : new AnonymousCredential()
  return newPipeline(credential, options)
}
