import { parseRetryOptions, UnsupportedError } from './protocol.ts'
import type { RetryOptions } from './protocol.ts'

export interface ActivityTask {
  readonly kind: 'activity'
  readonly name: string
  readonly input: unknown
  readonly retry?: RetryOptions
}

interface TimerTask {
  readonly kind: 'timer'
  readonly fireAt: number
}

/** An action that takes a task id. */
export type Task = ActivityTask | TimerTask

/** What an orchestrator asked for, in the order of asking. */
export type Action = Task | { readonly kind: 'continueAsNew'; readonly input: unknown }

const whenAll = 12
const refused: Readonly<Record<number, string>> = {
  2: 'callSubOrchestrator',
  3: 'callSubOrchestratorWithRetry',
  6: 'waitForExternalEvent',
  7: 'callEntity',
  8: 'callHttp',
  9: 'signalEntity',
  11: 'Task.any',
  13: 'lock',
  14: 'lock',
}

type Raw = Readonly<Record<string, unknown>>
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null

/**
 * The atomic actions inside `actions`, depth first. A task that is used again in a later Task.all is listed again by the
 * SDK; it is the same live object, so identity finds it, which a copy through JSON would not.
 */
const flatten = (actions: unknown): readonly Raw[] => {
  const seen = new Set<Raw>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (!isRaw(value)) throw new Error('The orchestrator returned an action that is not an object.')
    else if (value['actionType'] === whenAll) visit(value['compoundActions'])
    else if (seen.has(value))
      throw new UnsupportedError('A task in a second Task.all, which Azure runs twice (durable-js #574),')
    else seen.add(value)
  }
  visit(actions)
  return [...seen]
}

const retryOf = (raw: Raw): RetryOptions => {
  const { retryTimeoutInMilliseconds, ...retry } = parseRetryOptions(raw['retryOptions'])
  // The SDK waits for a timer that Azure never creates.
  if (retryTimeoutInMilliseconds !== undefined) throw new UnsupportedError('retryTimeoutInMilliseconds')
  return retry
}

const activity = (raw: Raw): ActivityTask => {
  const { functionName: name, input } = raw
  if (typeof name === 'string') return { kind: 'activity', name, input }
  throw new Error('The orchestrator called an activity without a name.')
}

const timer = ({ fireAt, isCanceled }: Raw): TimerTask => {
  if (isCanceled === true) throw new UnsupportedError('Cancelling a timer')
  const time =
    fireAt instanceof Date ? fireAt.getTime() : typeof fireAt === 'string' ? Date.parse(fireAt) : Number.NaN
  if (Number.isNaN(time)) throw new Error('The orchestrator created a timer without a valid time.')
  return { kind: 'timer', fireAt: time }
}

const read = (raw: Raw): Action => {
  const { actionType: type } = raw
  switch (type) {
    case 0:
      return activity(raw)
    case 1:
      return { ...activity(raw), retry: retryOf(raw) }
    case 4:
      return { kind: 'continueAsNew', input: raw['input'] }
    case 5:
      return timer(raw)
    default: {
      const what = typeof type === 'number' ? refused[type] : undefined
      throw new UnsupportedError(what ?? `The action type ${String(type)}`)
    }
  }
}

/** Reads what the SDK returned. @throws UnsupportedError */
export const readActions = (actions: unknown): readonly Action[] => flatten(actions).map(read)
