import type { DurableClient } from 'durable-functions'
import { DomainError } from '../../domain/core/errors.ts'
import { orchestrationNames } from '../../domain/ports/orchestration-names.ts'
import type { Workflows } from '../../domain/ports/workflows.ts'

export type OrchestrationClient = Pick<DurableClient, 'getStatus' | 'startNew'>

const unavailable = (cause: unknown): DomainError =>
  new DomainError('ServiceUnavailable', 'Long work cannot be started now; try again in a moment', {
    retryAfter: 5,
    cause,
  })

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The client tells an unknown instance only by the text of its error. */
const isUnknown = (error: unknown): boolean => /HTTP 404 |No instance with ID/.test(messageOf(error))

/** Only what ended without a result may be begun anew under the same id. */
const restartable: ReadonlySet<string> = new Set(['Failed', 'Terminated', 'Canceled'])

const needsStart = async (client: OrchestrationClient, id: string): Promise<boolean> => {
  try {
    const status = await client.getStatus(id)
    return restartable.has(status.runtimeStatus)
  } catch (error) {
    if (isUnknown(error)) return true
    throw unavailable(error)
  }
}

/**
 * Long work on Durable Functions. The operation's id is the instance's: one operation never runs twice at a time.
 * An instance that failed or was terminated while its operation is open is begun anew.
 */
export const createWorkflows = (client: OrchestrationClient): Workflows => ({
  start: async (operation) => {
    if (!operation.open || !(await needsStart(client, operation.id))) return
    try {
      await client.startNew(orchestrationNames[operation.work], {
        instanceId: operation.id,
        input: { operation: operation.id },
      })
    } catch (error) {
      // Somebody else may have started it meanwhile; the host then refuses, with a status that depends on the host.
      if (await needsStart(client, operation.id)) throw unavailable(error)
    }
  },
})
