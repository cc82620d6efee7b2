import type { LocalFile } from './choose-files.ts'

/** `Present`: the file is there already and stays as it is. `Refused`: the URL is not good any more. */
export type PutResult = 'Done' | 'Present' | 'Refused'

export interface UploadUrl {
  readonly name: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

export interface UploadPorts {
  /** The names of files that are there already, in a folder of these files. */
  readonly presentNames: (folder: string, signal: AbortSignal) => Promise<ReadonlySet<string>>
  /** URLs for at most a hundred files. @throws Error, in the service's words */
  readonly getUrls: (files: readonly LocalFile[], signal: AbortSignal) => Promise<readonly UploadUrl[]>
  readonly put: (
    url: UploadUrl,
    file: Blob,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ) => Promise<PutResult>
  /** Whether the same request may succeed later. */
  readonly mayPass: (error: unknown) => boolean
  /** Waits before the next attempt; @throws AbortError */
  readonly wait: (attempt: number, signal: AbortSignal) => Promise<void>
}

export interface UploadState {
  readonly status: 'Ready' | 'Running' | 'Stopped' | 'Ended'
  readonly files: number
  readonly bytes: number
  /** Files that this upload has sent. */
  readonly done: number
  /** Files that were there before and stay as they are. */
  readonly present: number
  /** The names of files that are not there, though all attempts were made. */
  readonly failed: readonly string[]
  readonly sentBytes: number
  /** Why the whole upload stopped. */
  readonly problem?: unknown
}

export interface Upload {
  readonly state: () => UploadState
  readonly subscribe: (listener: () => void) => () => void
  /** Sends all that is not there yet; again after a stop or a failure. Resolves when it has ended. */
  readonly run: () => Promise<void>
  readonly stop: () => void
}
