import { OrchestrationRuntimeStatus, type DurableClient } from 'durable-functions'
import type { Millis } from '../../domain/core/time.ts'
import type { WorkHistory } from '../../domain/ports/workflows.ts'
import { limitCall, unavailable } from './limit-call.ts'

export type HistoryClient = Pick<DurableClient, 'purgeInstanceHistoryBy'>

/** The extension goes on after it; the next run then finds less. */
const purgeDeadline: Millis = 2 * 60_000

/** A purge by age that names no final state deletes running instances too. */
const endedStates = [
  OrchestrationRuntimeStatus.Completed,
  OrchestrationRuntimeStatus.Failed,
  OrchestrationRuntimeStatus.Terminated,
  OrchestrationRuntimeStatus.Canceled,
]

/** The history of Durable Functions. Its client answers 404, for no instance in the period, with the number 0. */
export const createWorkHistory = (client: HistoryClient): WorkHistory => ({
  purge: async (from, to) => {
    try {
      const { instancesDeleted } = await limitCall(
        () =>
          client.purgeInstanceHistoryBy({
            createdTimeFrom: new Date(from),
            createdTimeTo: new Date(to),
            runtimeStatus: endedStates,
          }),
        purgeDeadline,
      )
      return instancesDeleted
    } catch (error) {
      throw unavailable(error)
    }
  },
})
