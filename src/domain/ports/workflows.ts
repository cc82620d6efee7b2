import type { Millis } from '../core/time.ts'
import type { WorkKind } from './orchestration-names.ts'

/** The deployment that runs long work. */
export interface Site {
  readonly name: string
  /** Sites that no longer exist: their open operations continue here. */
  readonly adopts: readonly string[]
  /** A developer's machine on data of the cloud: it runs only the work that its own requests start. */
  readonly isGuest: boolean
}

/** The input of an orchestration: the intent of an operation. */
export interface LongWork {
  /** The id of the operation and of the orchestration's instance. */
  readonly id: string
  readonly work: WorkKind
  /** Absent once the operation has ended; then nothing is started. */
  readonly open?: true | undefined
}

/** What is known of the instance of an operation. */
export interface WorkInstance {
  /** `Absent`: it was never started, or has ended. `Held`: an operator suspended it. */
  readonly state: 'Absent' | 'Held' | 'Running'
  /** Differs after each turn of the orchestrator. */
  readonly turn: string
}

/** Starts long work. The operation's document is written before; it is the intent. */
export interface Workflows {
  /** The owner of the operations that are started. */
  readonly site: Site
  /** The request that starts the work; stored with the operation. Absent for timers. */
  readonly requestId?: string | undefined
  /**
   * Starts the orchestration with the operation's id. Idempotent: an instance that runs stays as it is.
   * @throws DomainError `ServiceUnavailable`
   */
  start(work: LongWork): Promise<void>
  /** @throws DomainError `ServiceUnavailable` */
  find(work: LongWork): Promise<WorkInstance>
  /** Asks for the end of the instance, whatever it does. It can be started again after that. @throws DomainError `ServiceUnavailable` */
  end(work: LongWork): Promise<void>
}

/** The instances that Durable Functions stores. */
export interface WorkHistory {
  /**
   * Deletes the ended instances that were created in this period. None is no error.
   * @returns Their number.
   * @throws DomainError `ServiceUnavailable`
   */
  purge(from: Millis, to: Millis): Promise<number>
}
