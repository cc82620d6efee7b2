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
  times: { every: [4000, 14_000], last: [1000, 5000], clock: [3000, 60_000], first: ['clock', 'full'] },
  settings: {},
  // A key whose request died with the service is free again after a minute.
  settleWithin: 75_000,
}

/** What a kill interrupted goes on soon, so that the quiet at the end is short. */
const impatient = { RESUME_SCHEDULE: '* * * * * *', RESUME_AFTER_MS: '1000', IDEMPOTENCY_TAKEOVER_MS: '5000' }

/** For a run of a minute or two: less of everything, and each fault. */
const middle: Scale = {
  images: 400,
  labelers: 24,
  reviewers: 1,
  times: {
    every: [1500, 4500],
    last: [700, 2500],
    clock: [2000, 8000],
    first: ['clock', 'kill', 'full', 'outage', 'stall'],
  },
  settings: impatient,
  settleWithin: 8000,
}

/** For a run of seconds, which shall see each fault that matters. */
const small: Scale = {
  ...middle,
  images: 120,
  labelers: 12,
  times: {
    every: [1500, 2500],
    last: [500, 1200],
    clock: [1000, 3000],
    first: ['kill', 'clock', 'outage', 'kill', 'stall'],
  },
}

export const scaleFor = (minutes: number): Scale => {
  if (minutes < 1) return small
  return minutes < 3 ? middle : large
}
