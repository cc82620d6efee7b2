import type { OperationDocument } from '../model/operations/operation.ts'

/** Long work, run by the orchestrator. The operation's document is written first; it is the intent. */
export interface Workflows {
  /** The request on whose behalf work is started; it is kept with the operation. Timers have none. */
  readonly requestId?: string | undefined
  /** Starts the operation's orchestration under the operation's id. Harmless if it is there already, running or finished. */
  start(operation: OperationDocument): Promise<void>
}
