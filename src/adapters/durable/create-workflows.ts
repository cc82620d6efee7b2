import type { DurableClient } from 'durable-functions'
import { DomainError } from '../../domain/core/errors.ts'
import { orchestrationNames } from '../../domain/ports/orchestration-names.ts'
import type { Workflows } from '../../domain/ports/workflows.ts'

export type OrchestrationClient = Pick<DurableClient, 'getStatus' | 'startNew'>

const unavailable = (cause: unknown): DomainError =>
  new DomainError(
    'ServiceUnavailable',
    'Long-running work cannot be started now; try again in a few seconds',
    {
      retryAfter: 5,
      cause,
    },
  )

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The client reports an unknown instance only in the text of its error. */
const isUnknown = (error: unknown): boolean => /HTTP 404 |No instance with ID/.test(messageOf(error))

/**
 * The final states that allow a new start with the same instance id. A completed instance whose operation is open did not
 * do its work.
 */
const restartable: ReadonlySet<string> = new Set(['Completed', 'Failed', 'Terminated', 'Canceled'])

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
 * Runs long-running work on Durable Functions. The instance id is the operation id, so an operation has at most one running
 * instance. An instance that has ended is started again while its operation is open.
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
      // Another request can have started the instance. The status of this refusal depends on the host.
      if (await needsStart(client, operation.id)) throw unavailable(error)
    }
  },
})
