import { z } from 'zod'

/** The longest step: `functionTimeout` of `host.json`. */
const longestStep = 10 * 60_000
const longest = 24 * 3_600_000
const milliseconds = (usual: number) => z.coerce.number().int().min(1).max(longest).default(usual)

/** How long the service waits. They are for tests: the defaults are right for a service that people use. */
export const timingSettings = {
  STEP_RETRY_MS: milliseconds(1000),
  DELETION_NOTICE_MS: milliseconds(10_000),
  DELETION_RETRY_MS: milliseconds(5 * 60_000),
  RESUME_SCHEDULE: z.string().default('0 * * * * *'),
  RESUME_AFTER_MS: milliseconds(30_000),
  STUCK_AFTER_MS: milliseconds(3_600_000),
  IDEMPOTENCY_TAKEOVER_MS: milliseconds(60_000),
  HEALTH_TIMEOUT_MS: milliseconds(2000),
  BLOB_RETRY_MS: milliseconds(200),
  CONTENT_IDLE_MS: milliseconds(60_000),
  CONTENT_DEADLINE_MS: milliseconds(120_000),
}

type TimingSettings = { readonly [N in keyof typeof timingSettings]: z.output<(typeof timingSettings)[N]> }

/** The first problem of the settings; undefined if they are valid. */
export const checkTimingSettings = ({
  STUCK_AFTER_MS,
  DELETION_NOTICE_MS,
  DELETION_RETRY_MS,
}: TimingSettings): readonly [name: string, message: string] | undefined => {
  const longestTurn = Math.max(DELETION_NOTICE_MS, DELETION_RETRY_MS) + longestStep
  return STUCK_AFTER_MS > longestTurn
    ? undefined
    : [
        'STUCK_AFTER_MS',
        `must be greater than ${longestTurn}: DELETION_NOTICE_MS or DELETION_RETRY_MS, and ten minutes for a step`,
      ]
}

export const readTimingSettings = (settings: TimingSettings) => ({
  /** First pause before a failed step of long work is tried again. */
  stepRetry: settings.STEP_RETRY_MS,
  /** For the work that a deletion stopped, so that it notices. */
  deletionNotice: settings.DELETION_NOTICE_MS,
  /** Pause before a failed deletion begins anew. */
  deletionRetry: settings.DELETION_RETRY_MS,
  /** NCRONTAB: when operations that are not running are started. */
  resumeSchedule: settings.RESUME_SCHEDULE,
  /** Age of an operation before the timer starts it. */
  resumeAfter: settings.RESUME_AFTER_MS,
  /** Time without a turn after which the timer ends an instance of long work, to begin it anew. */
  stuckAfter: settings.STUCK_AFTER_MS,
  /** Age of an unfinished request before another one with its Idempotency-Key takes its place. */
  takeOverAfter: settings.IDEMPOTENCY_TAKEOVER_MS,
  healthTimeout: settings.HEALTH_TIMEOUT_MS,
  /** First pause before a failed call of Blob Storage is sent again. */
  blobRetry: settings.BLOB_RETRY_MS,
  /** For storage that sends nothing of a file, until its connection is cut. */
  contentIdle: settings.CONTENT_IDLE_MS,
  /** For reading the file of a response whole. Azure gives up a response after 230 s. */
  contentDeadline: settings.CONTENT_DEADLINE_MS,
})
