import type { Millis } from '../../domain/core/time.ts'

export interface BlobDeadlines {
  /** Any call that is not named below; for opening a file, until its first byte. */
  readonly call: Millis
  /** One page of a listing. */
  readonly listing: Millis
  /** One upload. */
  readonly upload: Millis
  /** Between two pieces of an open file, whichever side is the slow one. */
  readonly idle: Millis
}

export interface BlobTiming {
  readonly deadlines?: Partial<BlobDeadlines> | undefined
  /** Before a failed call is sent again for the first time. */
  readonly retryPause?: Millis | undefined
}

export const defaultRetryPause: Millis = 200

export const defaultDeadlines: BlobDeadlines = { call: 10_000, listing: 30_000, upload: 60_000, idle: 60_000 }
