import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { AnonymousCredential, newPipeline, StorageRetryPolicyType } from '@azure/storage-blob'
import type { Pipeline } from '@azure/storage-blob'
import type { Access } from './access.ts'

const pool = { keepAlive: true, maxSockets: 256, maxFreeSockets: 64, timeout: 60_000 }

/** Connections are shared by all datastores of a process. */
const agents = { http: new HttpAgent(pool), https: new HttpsAgent(pool) }

/** How every storage call is sent: few retries with a short back-off, pooled connections, no redirect followed. */
export const createPipeline = (url: string, access: Access): Pipeline => {
  const options = {
    retryOptions: {
      retryPolicyType: StorageRetryPolicyType.EXPONENTIAL,
      maxTries: 3,
      retryDelayInMs: 200,
      maxRetryDelayInMs: 1_000,
    },
    redirectOptions: { maxRetries: 0 },
    agent: url.startsWith('https:') ? agents.https : agents.http,
  }
  const credential = 'credential' in access ? access.credential : new AnonymousCredential()
  return newPipeline(credential, options)
}
