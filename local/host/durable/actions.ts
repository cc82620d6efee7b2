import { parseRetryOptions, type RetryOptions } from './protocol.ts'

/** What an orchestrator asked for, in the order of asking. */
export type Action =
  | { kind: 'activity'; name: string; input: unknown; retry?: RetryOptions }
  | {
      kind: 'subOrchestration'
      name: string
      input: unknown
      instanceId?: string
      version: string
      retry?: RetryOptions
    }
  | { kind: 'timer'; fireAt: number; isCanceled: boolean }
  | { kind: 'wait'; name: string }
  | { kind: 'continueAsNew'; input: unknown }

/** An action this host does not carry out; the instance fails with this sentence. */
export class UnsupportedActionError extends Error {
  override readonly name = 'UnsupportedActionError'
}

const WHEN_ANY = 11
const WHEN_ALL = 12
const REFUSED: Readonly<Record<number, string>> = {
  7: 'callEntity',
  8: 'callHttp',
  9: 'signalEntity',
  13: 'lock (entities)',
  14: 'lock (entities)',
}

type Raw = Readonly<Record<string, unknown>>
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null

export interface Flattened {
  actions: Raw[]
  /** How many actions were listed more than once (durable-js #574). */
  duplicates: number
}

/**
 * The atomic actions inside `actions`, depth first, each once. A task used again in a later Task.any or Task.all is
 * listed again by the SDK; it is the same live object, so identity finds it. A copy through JSON would not.
 */
export function flattenActions(actions: unknown): Flattened {
  const seen = new Set<Raw>()
  let duplicates = 0
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item)
      return
    }
    if (!isRaw(value))
      throw new UnsupportedActionError('The orchestrator returned an action that is not an object.')
    const type = value['actionType']
    if (type === WHEN_ANY || type === WHEN_ALL) visit(value['compoundActions'])
    else if (seen.has(value)) duplicates += 1
    else seen.add(value)
  }
  visit(actions)
  return { actions: [...seen], duplicates }
}

function retryOf(raw: Raw): RetryOptions {
  const retry = parseRetryOptions(raw['retryOptions'])
  if (retry.retryTimeoutInMilliseconds !== undefined) {
    throw new UnsupportedActionError(
      'retryTimeoutInMilliseconds is not supported: the SDK waits for a timer that Azure never creates.',
    )
  }
  return retry
}

const nameOf = (raw: Raw, member: string): string => {
  const name = raw[member]
  if (typeof name === 'string') return name
  throw new UnsupportedActionError(`The orchestrator returned an action without ${member}.`)
}

const fireAtOf = (raw: Raw): number => {
  const fireAt = raw['fireAt']
  const time =
    fireAt instanceof Date ? fireAt.getTime() : typeof fireAt === 'string' ? Date.parse(fireAt) : Number.NaN
  if (Number.isNaN(time))
    throw new UnsupportedActionError('The orchestrator created a timer without a valid time.')
  return time
}

const subOrchestration = (raw: Raw): Extract<Action, { kind: 'subOrchestration' }> => {
  const { instanceId, version } = raw
  return {
    kind: 'subOrchestration',
    name: nameOf(raw, 'functionName'),
    input: raw['input'],
    version: typeof version === 'string' ? version : '',
    ...(typeof instanceId === 'string' && instanceId !== '' ? { instanceId } : {}),
  }
}

/** Reads one flattened action. Throws `UnsupportedActionError`. */
export function readAction(raw: Raw): Action {
  const type = raw['actionType']
  switch (type) {
    case 0:
      return { kind: 'activity', name: nameOf(raw, 'functionName'), input: raw['input'] }
    case 1:
      return { kind: 'activity', name: nameOf(raw, 'functionName'), input: raw['input'], retry: retryOf(raw) }
    case 2:
      return subOrchestration(raw)
    case 3:
      return { ...subOrchestration(raw), retry: retryOf(raw) }
    case 4:
      return { kind: 'continueAsNew', input: raw['input'] }
    case 5:
      return { kind: 'timer', fireAt: fireAtOf(raw), isCanceled: raw['isCanceled'] === true }
    case 6:
      return { kind: 'wait', name: nameOf(raw, 'externalEventName') }
    default: {
      const what = typeof type === 'number' ? REFUSED[type] : undefined
      throw new UnsupportedActionError(
        `${what ?? `The action type ${String(type)}`} is not supported by this host.`,
      )
    }
  }
}
