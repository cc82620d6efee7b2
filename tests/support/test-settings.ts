/** Settings of a service under test: people are as quick as machines, and nobody waits for long. */
export const testSettings = {
  RATE_LIMIT_PER_SECOND: '1000',
  RATE_LIMIT_BURST: '100000',
  ADDRESS_RATE_LIMIT_PER_SECOND: '10000',
  ADDRESS_RATE_LIMIT_BURST: '1000000',
  STEP_RETRY_MS: '50',
  DELETION_NOTICE_MS: '500',
  DELETION_RETRY_MS: '500',
  RESUME_SCHEDULE: '* * * * * *',
  RESUME_AFTER_MS: '500',
  BLOB_RETRY_MS: '20',
} as const
