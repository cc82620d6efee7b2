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

/** What an orchestrator waits for at once: one task, or all tasks below a `Task.all`. */
export interface Asked {
  readonly isAll: boolean
  readonly tasks: readonly Task[]
}

/** What an orchestrator asked for, in the order of asking. */
export interface Actions {
  readonly asked: readonly Asked[]
  readonly continueAsNew: { readonly input: unknown } | undefined
}

const continueAsNew = 4
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

const rawsOf = (value: unknown): readonly Raw[] => {
  const values: readonly unknown[] = Array.isArray(value) ? value.flat(1) : [value]
  return values.map((one) => {
    if (isRaw(one)) return one
    throw new Error('The orchestrator returned an action that is not an object.')
  })
}

/** The actions below a Task.all, depth first; one that is no Task.all is its own only one. */
const leavesOf = (raw: Raw): readonly Raw[] =>
  raw['actionType'] === whenAll ? rawsOf(raw['compoundActions']).flatMap(leavesOf) : [raw]

/**
 * A task that is used again in a later Task.all is listed again by the SDK; it is the same live object, so identity finds
 * it, which a copy through JSON would not.
 */
const refuseRepeated = (leaves: readonly Raw[]): void => {
  if (new Set(leaves).size < leaves.length)
    throw new UnsupportedError('A task in a second Task.all, which Azure runs twice (durable-js #574),')
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

const taskOf = (raw: Raw): Task => {
  const { actionType: type } = raw
  switch (type) {
    case 0:
      return activity(raw)
    case 1:
      return { ...activity(raw), retry: retryOf(raw) }
    case 5:
      return timer(raw)
    default: {
      const what = typeof type === 'number' ? refused[type] : undefined
      throw new UnsupportedError(what ?? `The action type ${String(type)}`)
    }
  }
}

/** Reads what the SDK returned. @throws UnsupportedError */
export const readActions = (actions: unknown): Actions => {
  const raws = rawsOf(actions)
  const isAgain = ({ actionType }: Raw): boolean => actionType === continueAsNew
  refuseRepeated(raws.flatMap(leavesOf))
  const again = raws.find(isAgain)
  const asked = raws
    .filter((raw) => !isAgain(raw))
    .map((raw) => ({ isAll: raw['actionType'] === whenAll, tasks: leavesOf(raw).map(taskOf) }))
  return { asked, continueAsNew: again && { input: again['input'] } }
}
