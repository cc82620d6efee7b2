import type { WorkKind } from './orchestration-names.ts'

/** The input of an orchestration: the intent of an operation. */
export interface LongWork {
  /** The id of the operation and of the orchestration's instance. */
  readonly id: string
  readonly work: WorkKind
  /** Absent once the operation has ended; then nothing is started. */
  readonly open?: true | undefined
}

/** Starts long work. The operation's document is written before; it is the intent. */
export interface Workflows {
  /** The request that starts the work; stored with the operation. Absent for timers. */
  readonly requestId?: string | undefined
  /**
   * Starts the orchestration with the operation's id. Idempotent: an instance that runs or has finished stays as it is.
   */
  start(work: LongWork): Promise<void>
}
