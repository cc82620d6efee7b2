import { newExecutionId } from './instances.ts'
import type { Instance } from './instances.ts'
import type { DurableStore } from './store.ts'

/** A request that can never succeed, with the reason. */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError'
}

export interface StartRequest {
  /** The orchestrator function. */
  readonly name: string
  /** A new one if not given. */
  readonly id: string | undefined
  readonly inputJson: string | null
}

/** What clients can do with instances. */
export interface Operations {
  /** Returns the new instance's id; undefined if one with this id is still running. @throws BadRequestError */
  readonly start: (request: StartRequest) => string | undefined
  readonly find: (id: string) => Instance | undefined
}

interface OperationsDeps {
  readonly store: DurableStore
  readonly now: () => number
  readonly isOrchestrator: (name: string) => boolean
  readonly wake: (id: string) => void
}

const maxIdLength = 100

const checkId = (id: string): void => {
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  if (id.length > maxIdLength || id.startsWith('@') || /[/\\#?\u0000-\u001F\u007F-\u009F]/.test(id))
    throw new BadRequestError(
      `Give an instance id of at most ${maxIdLength} characters, without / \\ # ? and control characters, and not beginning with @.`,
    )
}

export const createOperations = ({ store, now, isOrchestrator, wake }: OperationsDeps): Operations => ({
  start: ({ name, id = newExecutionId(), inputJson }) => {
    if (!isOrchestrator(name))
      throw new BadRequestError(
        `The function '${name}' doesn't exist, is disabled, or is not an orchestrator function.`,
      )
    checkId(id)
    const created = now()
    const added = store.start({
      id,
      execution: newExecutionId(),
      name,
      status: 'Pending',
      input: inputJson,
      output: null,
      created,
      updated: created,
    })
    if (!added) return undefined
    wake(id)
    return id
  },
  find: store.instance,
})
