import type { FaultTimes } from './chaos/make-faults.ts'

/** How much of everything there is. */
export interface Scale {
  readonly images: number
  readonly labelers: number
  readonly reviewers: number
  readonly times: FaultTimes
  /** Settings of the service, beside those that each run has. */
  readonly settings: Readonly<Record<string, string>>
  /** How long, after all were told to stop, outcomes may still come to be known, ms. */
  readonly settleWithin: number
}

const large: Scale = {
  images: 1500,
  labelers: 36,
  reviewers: 2,
  times: { every: [4000, 14_000], last: [1000, 5000], first: [] },
  settings: {},
  // A key whose request died with the service is free again after a minute.
  settleWithin: 75_000,
}

/** For a run of seconds, which shall see each fault that matters. */
const small: Scale = {
  images: 120,
  labelers: 12,
  reviewers: 1,
  times: { every: [1500, 2500], last: [500, 1200], first: ['kill', 'outage', 'kill', 'stall'] },
  // What a kill interrupted goes on soon, so that the quiet at the end is short.
  settings: { RESUME_SCHEDULE: '* * * * * *', RESUME_AFTER_MS: '1000', IDEMPOTENCY_TAKEOVER_MS: '5000' },
  settleWithin: 8000,
}

export const scaleFor = (minutes: number): Scale => (minutes < 1 ? small : large)
