import type { WorkKind } from './orchestration-names.ts'

/** What an orchestration is started from: the intent of an operation. */
export interface LongWork {
  /** Of the operation, and of the orchestration's instance. */
  readonly id: string
  readonly work: WorkKind
  /** Absent once it has ended; then nothing is started. */
  readonly open?: true | undefined
}

/** Long work, run by the orchestrator. The operation's document is written first; it is the intent. */
export interface Workflows {
  /** The request on whose behalf work is started; it is kept with the operation. Timers have none. */
  readonly requestId?: string | undefined
  /** Starts the orchestration under the operation's id. Harmless if it is there already, running or finished. */
  start(work: LongWork): Promise<void>
}
