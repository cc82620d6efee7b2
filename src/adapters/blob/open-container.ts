import { ContainerClient } from '@azure/storage-blob'
import type { BlockBlobClient, Pipeline } from '@azure/storage-blob'
import { DomainError } from '../../domain/core/errors.ts'
import type { Access } from './access.ts'
import type { Agent } from './agents.ts'
import { createPipeline } from './create-pipeline.ts'
import { defaultDeadlines, defaultRetryPause, withDeadline } from './deadlines.ts'
import type { BlobDeadlines, BlobTiming } from './deadlines.ts'
import type { TranslateError } from './translate-error.ts'

/** A container with its credential; every call of it goes through `call`. */
export interface OpenContainer {
  readonly client: ContainerClient
  /** For calls to its account that are not about the container. */
  readonly pipeline: Pipeline
  readonly deadlines: BlobDeadlines
  readonly translate: TranslateError
  call<T>(
    deadline: keyof BlobDeadlines,
    run: (signal: AbortSignal) => Promise<T>,
    controller?: AbortController,
  ): Promise<T>
  /** @throws DomainError `BlobNotFound` if no URL can name this file. */
  blob(path: string): BlockBlobClient
  /** A file's URL, without a query. @throws DomainError `BlobNotFound` if no URL can name this file. */
  url(path: string): string
}

/** URLs resolve `.` and `..`, which would leave the container. */
const isAddressable = (path: string): boolean =>
  path !== '' &&
  path.isWellFormed() &&
  !path.split('/').some((segment) => segment === '.' || segment === '..')

const assertAddressable = (path: string): void => {
  if (!isAddressable(path)) throw new DomainError('BlobNotFound', 'No file can have this name.')
}

/** As the SDK writes it: to make a client for a URL alone takes longer than to sign it. */
const escapePath = (path: string): string =>
  path.split('/').map(encodeURIComponent).join('/').replaceAll("'", '%27')

export const openContainer = (
  containerUrl: string,
  access: Access,
  agent: Agent,
  timing: BlobTiming,
  translate: TranslateError,
): OpenContainer => {
  const deadlines = { ...defaultDeadlines, ...timing.deadlines }
  const query = access.type === 'Sas' ? `?${access.token.replace(/^\?/, '')}` : ''
  const pipeline = createPipeline(access, agent, timing.retryPause ?? defaultRetryPause)
  const client = new ContainerClient(containerUrl + query, pipeline)
  return {
    client,
    pipeline,
    deadlines,
    translate,
    call: async (deadline, run, controller) => {
      try {
        return await withDeadline(deadlines[deadline], run, controller)
      } catch (error) {
        throw translate(error)
      }
    },
    blob: (path) => {
      assertAddressable(path)
      return client.getBlockBlobClient(path)
    },
    url: (path) => {
      assertAddressable(path)
      return `${containerUrl}/${escapePath(path)}`
    },
  }
}
