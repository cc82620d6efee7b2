import type { Clock } from '../clock.ts'
import type { Invoke } from '../core/invoke.ts'
import type { HostedFunction } from '../core/validate.ts'
import type { Log } from '../log.ts'

/** What an engine of Durable Functions needs of the host: the app's functions, and how they are run. */
export interface EngineHost {
  /** All functions of the app; an engine runs the orchestrators and activities among them. */
  readonly functions: readonly HostedFunction[]
  readonly invoke: Invoke
  readonly clock: Clock
  readonly log: Log
}

/**
 * Durable Functions, as the rest of the host uses them. The functions for HTTP and timers reach an engine through the
 * `durable-functions` package only, which takes its address from the value of their `durableClient` inputs.
 */
export interface DurableEngine {
  /** The value of `durableClient` inputs, a JSON text. */
  readonly client: string
  /** Resumes the work that an earlier process left. */
  readonly start: () => void
  /** Begins nothing new and waits up to `graceMs` for running activities. */
  readonly stop: (graceMs: number) => Promise<void>
}
