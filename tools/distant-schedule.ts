/**
 * A schedule that is half a year away, so that no timer runs, neither now nor under a clock that is months ahead. A fixed date is
 * not enough: near it, timers run.
 */
export const distantSchedule = (now = new Date()): string => `0 0 0 1 ${((now.getUTCMonth() + 6) % 12) + 1} *`
