import type { Log } from '../log.ts'

/** @param write Makes the line, from how often it happened since the last line */
export type SeldomLog = (write: (count: number) => string) => void

const quietMs = 60_000

/** Logs what clients can cause as often as they like: one line a minute at most, with their number. */
export const createSeldomLog = (log: Log): SeldomLog => {
  let count = 0
  let quietUntil = -Infinity
  return (write) => {
    count += 1
    if (performance.now() < quietUntil) return
    log('warning', 'Host.Http', write(count))
    count = 0
    quietUntil = performance.now() + quietMs
  }
}
