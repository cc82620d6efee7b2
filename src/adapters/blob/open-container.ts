import { AnonymousCredential, ContainerClient, newPipeline } from '@azure/storage-blob'
import type { BlockBlobClient, Pipeline } from '@azure/storage-blob'
import { isAddressablePath } from '../../domain/core/addressable-path.ts'
import { DomainError } from '../../domain/core/errors.ts'
import type { Millis } from '../../domain/core/time.ts'
import { withDeadline } from '../calls/with-deadline.ts'
import type { BlobAccess } from './access.ts'
import type { Agent, Agents } from './agents.ts'
import { defaultDeadlines, defaultRetryPause } from './deadlines.ts'
import type { BlobDeadlines, BlobTiming } from './deadlines.ts'
import { withRetries } from './retries.ts'
import type { TranslateError } from './translate-error.ts'

export interface ContainerAddress {
  /** Without a query and without a trailing slash. */
  readonly containerUrl: string
  readonly serviceUrl: string
  readonly accountName: string
  readonly containerName: string
}

/**
 * Parses `https://<account>.blob.core.windows.net/<container>`, and for the emulator
 * `http://127.0.0.1:<port>/<account>/<container>`. Undefined for other URLs.
 */
export const parseContainerUrl = (text: string): ContainerAddress | undefined => {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  const segments = url.pathname.split('/').filter((segment) => segment !== '')
  const [first, second] = segments
  if (first === undefined || segments.length > 2) return undefined
  const containerUrl = `${url.origin}/${segments.join('/')}`
  if (second === undefined) {
    const accountName = url.hostname.split('.')[0] ?? ''
    return { containerUrl, serviceUrl: url.origin, accountName, containerName: first }
  }
  return { containerUrl, serviceUrl: `${url.origin}/${first}`, accountName: first, containerName: second }
}

/** A container with its credential. All calls go through `call`. */
export interface OpenContainer {
  readonly client: ContainerClient
  /** For calls to the account of the container. */
  readonly pipeline: Pipeline
  readonly deadlines: BlobDeadlines
  readonly translate: TranslateError
  /** Runs an SDK call with a deadline, repeats it after failures that may pass, and translates its errors. */
  call<T>(
    deadline: keyof BlobDeadlines,
    run: (signal: AbortSignal) => Promise<T>,
    options?: { readonly controller?: AbortController; readonly tries?: number },
  ): Promise<T>
  /** @throws DomainError `BlobNotFound` if no URL can name this path */
  blob(path: string): BlockBlobClient
  /** The same, on the connections of contents. */
  content(path: string): BlockBlobClient
  /** The URL of a file, without a query. @throws DomainError `BlobNotFound` if no URL can name this path */
  url(path: string): string
}

/**
 * Sends storage calls once, with pooled connections, and follows no redirect. The retries of the SDK do not wait as long as
 * storage asks, so `call` repeats. The SDK uses a proxy of the environment only without an agent, so no proxy bypasses the
 * agent.
 */
const createPipeline = (access: BlobAccess, agent: Agent): Pipeline => {
  const options = { retryOptions: { maxTries: 1 }, redirectOptions: { maxRetries: 0 }, agent }
  const credential = 'credential' in access ? access.credential : new AnonymousCredential()
  return newPipeline(credential, options)
}

const assertAddressable = (path: string): void => {
  if (!isAddressablePath(path))
    throw new DomainError('BlobNotFound', 'No file can have this path. Correct the path.')
}

/** Escapes a path as the SDK does. A client per URL would cost more than the signature. */
const escapePath = (path: string): string =>
  path.split('/').map(encodeURIComponent).join('/').replaceAll("'", '%27')

export const openContainer = (
  containerUrl: string,
  access: BlobAccess,
  agents: Agents,
  timing: BlobTiming,
  translate: TranslateError,
): OpenContainer => {
  const deadlines = { ...defaultDeadlines, ...timing.deadlines }
  const query = access.type === 'Sas' ? `?${access.token.replace(/^\?/, '')}` : ''
  const pipeline = createPipeline(access, agents.calls)
  const pause: Millis = timing.retryPause ?? defaultRetryPause
  const client = new ContainerClient(containerUrl + query, pipeline)
  const contents = new ContainerClient(containerUrl + query, createPipeline(access, agents.contents))
  return {
    client,
    pipeline,
    deadlines,
    translate,
    call: async (deadline, run, { controller, tries } = {}) => {
      const within = deadlines[deadline]
      try {
        return await withDeadline(
          within,
          (signal) => withRetries(run, signal, { pause, within, tries }),
          controller,
        )
      } catch (error) {
        throw translate(error, deadline === 'listing' ? 'List' : 'Read')
      }
    },
    blob: (path) => {
      assertAddressable(path)
      return client.getBlockBlobClient(path)
    },
    content: (path) => {
      assertAddressable(path)
      return contents.getBlockBlobClient(path)
    },
    url: (path) => {
      assertAddressable(path)
      return `${containerUrl}/${escapePath(path)}`
    },
  }
}
