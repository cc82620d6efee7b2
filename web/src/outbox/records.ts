import type { Schemas } from '../api/client.ts'

/** What a person says about an item: its label, or a skip. */
export type GivenAnswer = Omit<Schemas['Answer'], 'item' | 'activeMs'>

/**
 * `open`: in the person's hands. `sent`: its answers are in the outbox or with the service, and undo can still reach it.
 * `reopening`, `releasing`: the service was asked, and its answer is not known yet.
 */
export type PageStatus = 'open' | 'sent' | 'reopening' | 'releasing'

/** A page as it was taken, so that a reload without a network shows it. Each key press writes the record below, not this. */
export interface TakenRecord {
  readonly project: string
  readonly page: string
  readonly taken: Schemas['TakenPage']
}

/** Where the person is with a page. */
export interface PageRecord {
  readonly project: string
  readonly page: string
  /** Open pages are labeled in this order. */
  readonly order: number
  readonly status: PageStatus
  /** The number of steps in force; those from here to `top` can be done again. */
  readonly cursor: number
  readonly top: number
  /** It was submitted before and taken back: former answers of it can be with the service. */
  readonly reopened: boolean
  /** The time of its submit; 0 before it. */
  readonly sentAt: number
}

/** The answer to one item on this device. */
export interface Draft {
  readonly project: string
  readonly page: string
  readonly item: string
  readonly answer?: GivenAnswer | undefined
  readonly activeMs: number
  /** It is in the outbox or with the service: only a reopened page gives it back. */
  readonly sent: boolean
}

export interface Change {
  readonly item: string
  readonly before?: GivenAnswer | undefined
  readonly after?: GivenAnswer | undefined
}

/** One gesture of the person: one entry of the history, however many items it changed. */
export interface Step {
  readonly changes: readonly Change[]
}

export interface StepRecord extends Step {
  readonly project: string
  readonly page: string
  readonly number: number
}

/** A submit that the service has not answered yet. */
export interface Entry {
  readonly project: string
  /** Entries are sent in this order. */
  readonly number: number
  readonly page: string
  readonly answers: readonly Schemas['Answer'][]
  /** It may have reached the service, so it cannot be taken back on this device alone. */
  readonly tried: boolean
  /** Its page was submitted before and taken back. */
  readonly reopened: boolean
}

/** An answer that the service refused, with its words. */
export interface RefusedAnswer {
  readonly project: string
  readonly number: number
  readonly page: string
  readonly item: string
  readonly answer: Schemas['Answer']
  readonly code: string
  readonly message: string
  readonly at: number
}

/** The tab that labels a project. A write of another tab changes nothing. */
export interface Owner {
  readonly project: string
  readonly tab: string
}
