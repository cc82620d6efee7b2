import type { Invoke } from '../core/invoke.ts'
import type { HostedFunction } from '../core/validate.ts'
import { errorMessage } from '../log.ts'
import { UnsupportedError } from './protocol.ts'

/** The outcome of one run of an orchestrator's code. `actions` are the SDK's live objects. */
export type Decision =
  | {
      readonly kind: 'decided'
      readonly isDone: boolean
      readonly actions: unknown
      readonly output: unknown
    }
  | { readonly kind: 'threw'; readonly message: string }
  /** It cannot run here, or did what this host does not do. */
  | { readonly kind: 'refused'; readonly message: string }

/** The SDK throws an error whose text carries its state as JSON after this label. */
const stateLabel = '$OutOfProcData$:'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const thrown = ({ message }: Error): Decision => {
  const index = message.indexOf(stateLabel)
  const state: unknown = index === -1 ? undefined : JSON.parse(message.slice(index + stateLabel.length))
  const inner = isRecord(state) ? state['error'] : undefined
  return { kind: 'threw', message: typeof inner === 'string' ? inner : message }
}

const decided = (result: unknown): Decision => {
  if (!isRecord(result)) return { kind: 'refused', message: 'The orchestrator returned no state.' }
  const { isDone, actions, output, customStatus } = result
  if (customStatus !== undefined)
    return { kind: 'refused', message: new UnsupportedError('setCustomStatus').message }
  return { kind: 'decided', isDone: isDone === true, actions, output }
}

/** Runs an orchestrator's code over a turn's payload. */
export const decide = async (invoke: Invoke, fn: HostedFunction, payload: string): Promise<Decision> => {
  try {
    const inputData = [{ name: fn.triggerName, data: { string: payload } }]
    const { result, error } = await invoke(fn.registered, { inputData })
    return error === undefined ? decided(result) : thrown(error)
  } catch (error) {
    return { kind: 'threw', message: errorMessage(error) }
  }
}
