import { Timings, type Percentiles } from '../../bench/timings.ts'

const timed = ['takePage', 'submitPage'] as const
export type Timed = (typeof timed)[number]

/** What the callers saw of the service. */
export interface Meter {
  /** Notes one sending: how it was answered, if it was. */
  readonly attempt: (
    operation: string,
    attempt: { readonly began: number; readonly status?: number; readonly code?: string | undefined },
  ) => void
  /** From the first until it is ended, nothing is timed: what answers slowly is a fault that was made on purpose. */
  readonly disturbed: () => () => void
  readonly seen: () => {
    readonly requests: number
    readonly unanswered: number
    readonly refusals: ReadonlyMap<string, number>
    /** Answers that the service must never give: status 500, and errors without a code. */
    readonly unexpected: readonly string[]
  }
  readonly percentiles: (operation: Timed) => Percentiles
}

/** Connections come back and queues drain only some time after a fault. */
const recovery = 2000

export const createMeter = (): Meter => {
  const timings = { takePage: new Timings(), submitPage: new Timings() }
  const refusals = new Map<string, number>()
  const unexpected: string[] = []
  let requests = 0
  let unanswered = 0
  let faults = 0
  let calmSince = 0
  return {
    attempt: (operation, { began, status, code }) => {
      requests += 1
      if (status === undefined) unanswered += 1
      if (code !== undefined) refusals.set(code, (refusals.get(code) ?? 0) + 1)
      if (status === 500 || (code === 'NoCode' && status !== 408))
        unexpected.push(`${operation} was answered ${status} ${code} at ${new Date().toISOString()}`)
      const calm = faults === 0 && began > calmSince
      if (calm && status === 200 && (operation === 'takePage' || operation === 'submitPage'))
        timings[operation].add(began)
    },
    disturbed: () => {
      faults += 1
      return () => {
        faults -= 1
        calmSince = performance.now() + recovery
      }
    },
    seen: () => ({ requests, unanswered, refusals, unexpected }),
    percentiles: (operation) => timings[operation].percentiles(),
  }
}
