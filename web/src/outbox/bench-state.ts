import type { Hold } from './judge-failure.ts'
import { emptyWork, type Work } from './work.ts'

/** The service had no page. */
export interface NoPage {
  readonly reason: string
  /** When it is asked again, in milliseconds of the wall clock. */
  readonly retryAt?: number | undefined
}

export interface BenchState {
  readonly work: Work
  /** `Lost`: another tab labels the project. */
  readonly phase: 'Loading' | 'Ready' | 'Lost'
  readonly noPage?: NoPage | undefined
  /** Why the last request waits, and until when. */
  readonly hold?: { readonly why: Hold; readonly until: number } | undefined
  /** The service refuses to give a page. */
  readonly problem?: unknown
  /** Answers that the service accepted since the screen was opened. */
  readonly accepted: number
  /** The disk of this device refuses. */
  readonly diskFailure?: unknown
}

export const firstState = (project: string): BenchState => ({
  work: emptyWork(project),
  phase: 'Loading',
  accepted: 0,
})

/** What the person should hear of, beside what they see. */
export type Notice =
  | { readonly kind: 'Reopened' }
  | { readonly kind: 'ReopenRefused'; readonly code: string; readonly message: string }
  | { readonly kind: 'TwoPages' }
  | { readonly kind: 'PageGone' }
  | { readonly kind: 'Refused'; readonly count: number }
