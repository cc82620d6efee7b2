import type { Notice } from './bench-state.ts'
import type { Journal } from './journal.ts'
import type { Transport } from './transport.ts'

export interface BenchPorts {
  readonly project: string
  readonly journal: Journal
  readonly transport: Transport
  /** The wall clock, which a person can set. */
  readonly now: () => number
  /** A clock that never jumps. */
  readonly clock: () => number
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  readonly random: () => number
  /** Items of the next page. */
  readonly size: () => number
  /** How long the service leases a page. */
  readonly leaseMs: () => number
  readonly notify: (notice: Notice) => void
}
