import type { DurableClient } from 'durable-functions'
import { orchestrationNames } from '../../domain/ports/orchestration-names.ts'
import type { Site, WorkInstance, Workflows } from '../../domain/ports/workflows.ts'
import { limitCall, unavailable } from './limit-call.ts'

export type OrchestrationClient = Pick<DurableClient, 'getStatus' | 'startNew' | 'terminate'>

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The client reports an unknown instance only in the text of its error. */
const isUnknown = (error: unknown): boolean => /HTTP 404 |No instance with ID/.test(messageOf(error))

/**
 * The final states, which allow a new start with the same instance id. A completed instance whose operation is open did not
 * do its work. An instance of an orchestrator that an upgrade has removed is `Failed`.
 */
const finalStates: ReadonlySet<string> = new Set(['Completed', 'Failed', 'Terminated', 'Canceled'])

const stateOf = (status: string): WorkInstance['state'] => {
  if (finalStates.has(status)) return 'Absent'
  return status === 'Suspended' ? 'Held' : 'Running'
}

const findInstance = async (client: OrchestrationClient, id: string): Promise<WorkInstance> => {
  try {
    const { runtimeStatus, createdTime, lastUpdatedTime } = await limitCall(() => client.getStatus(id))
    return {
      state: stateOf(runtimeStatus),
      turn: `${createdTime.toISOString()} ${lastUpdatedTime.toISOString()}`,
    }
  } catch (error) {
    if (isUnknown(error)) return { state: 'Absent', turn: '' }
    throw unavailable(error)
  }
}

/**
 * Runs long-running work on Durable Functions. The instance id is the operation id, so an operation has at most one running
 * instance. An instance that has ended is started again while its operation is open.
 */
export const createWorkflows = (client: OrchestrationClient, site: Site): Workflows => ({
  site,
  find: ({ id }) => findInstance(client, id),
  start: async (operation) => {
    if (!operation.open || (await findInstance(client, operation.id)).state !== 'Absent') return
    try {
      await limitCall(() =>
        client.startNew(orchestrationNames[operation.work], {
          instanceId: operation.id,
          input: { operation: operation.id },
        }),
      )
    } catch (error) {
      // Another request can have started the instance. The status of this refusal depends on the host.
      if ((await findInstance(client, operation.id)).state === 'Absent') throw unavailable(error)
    }
  },
  end: async ({ id }) => {
    try {
      await limitCall(() => client.terminate(id, 'no-progress'))
    } catch (error) {
      if (!isUnknown(error)) throw unavailable(error)
    }
  },
})
