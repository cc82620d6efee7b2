import { type Instance, isFinal } from './instances.ts'
import { EventType } from './protocol.ts'
import type { DurableStore } from './store.ts'
import { newExecutionId } from './turn.ts'

export type Answer = 'accepted' | 'notFound' | 'finished'

/** A request that can never succeed, with the reason. */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError'
}

/** What callers outside an orchestration can do to instances. */
export interface DurableOperations {
  /** Starts an instance; nothing if one with this id is still going on. Throws `BadRequestError`. */
  start: (
    name: string,
    id: string | undefined,
    inputJson: string | null,
    version: string,
  ) => string | undefined
  raiseEvent: (id: string, name: string, inputJson: string | null) => Answer
  terminate: (id: string, reason: string) => Answer
  suspend: (id: string, reason: string) => Answer
  resume: (id: string, reason: string) => Answer
}

const MAX_ID_LENGTH = 100

function checkId(id: string): void {
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (id.length > MAX_ID_LENGTH || id.startsWith('@') || /[/\\#?\u0000-\u001F\u007F-\u009F]/.test(id)) {
    throw new BadRequestError(
      `An instance id has at most ${MAX_ID_LENGTH} characters, none of / \\ # ? or control characters, and does not start with @.`,
    )
  }
}

export function createOperations(
  store: DurableStore,
  dependencies: { now(): number; isOrchestrator(name: string): boolean; wake(id: string): void },
): DurableOperations {
  const send = (id: string, event: object): Answer => {
    const status = store.send({ instance: id, execution: null, event: JSON.stringify(event) })
    if (status === undefined) return 'notFound'
    if (isFinal(status)) return 'finished'
    dependencies.wake(id)
    return 'accepted'
  }
  return {
    start(name, requested, input, version) {
      if (!dependencies.isOrchestrator(name)) {
        throw new BadRequestError(
          `The function '${name}' doesn't exist, is disabled, or is not an orchestrator function.`,
        )
      }
      const id = requested ?? newExecutionId()
      checkId(id)
      const now = dependencies.now()
      const instance: Instance = {
        id,
        execution: newExecutionId(),
        name,
        version,
        status: 'Pending',
        input,
        output: null,
        customStatus: null,
        created: now,
        updated: now,
        parent: null,
      }
      if (!store.start(instance)) return undefined
      dependencies.wake(id)
      return id
    },
    raiseEvent(id, name, input) {
      // The SDK keeps tasks and events in one table: such a name would end the task of that number.
      if (/^\d+$/.test(name))
        throw new BadRequestError('The name of an event must not consist of digits only.')
      return send(id, { EventType: EventType.EventRaised, Name: name, Input: input })
    },
    terminate: (id, reason) => send(id, { EventType: EventType.ExecutionTerminated, Input: reason }),
    suspend: (id, reason) => send(id, { EventType: EventType.ExecutionSuspended, Input: reason }),
    resume: (id, reason) => send(id, { EventType: EventType.ExecutionResumed, Input: reason }),
  }
}
