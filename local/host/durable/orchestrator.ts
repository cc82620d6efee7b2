import type { Invoke } from '../core/invoke.ts'
import type { HostedFunction } from '../core/validate.ts'

/** What one run of an orchestrator's code gave. `actions` are the SDK's live objects. */
export type Decision =
  | { kind: 'decided'; isDone: boolean; actions: unknown; output: unknown; customStatus: unknown }
  | { kind: 'threw'; message: string; customStatus: unknown }

const LABEL = '$OutOfProcData$:'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Runs an orchestrator's code over a turn's payload. */
export async function decide(invoke: Invoke, fn: HostedFunction, payload: string): Promise<Decision> {
  const { result, error } = await run(invoke, fn, payload)
  if (error !== undefined) return fromError(error)
  if (!isRecord(result))
    return { kind: 'threw', message: 'The orchestrator returned no state.', customStatus: undefined }
  const { actions, output, customStatus } = result
  return { kind: 'decided', isDone: result['isDone'] === true, actions, output, customStatus }
}

/** A failing hook is the orchestrator's failure, too. */
async function run(invoke: Invoke, fn: HostedFunction, payload: string) {
  try {
    return await invoke(fn.registered, { inputData: [{ name: fn.triggerName, data: { string: payload } }] })
  } catch (error) {
    return { result: undefined, error: error instanceof Error ? error : new Error(String(error)) }
  }
}

/** The SDK throws an error whose text carries its state as JSON after a label. */
function fromError(error: Error): Decision {
  const index = error.message.indexOf(LABEL)
  const state: unknown = index === -1 ? undefined : JSON.parse(error.message.slice(index + LABEL.length))
  if (!isRecord(state)) return { kind: 'threw', message: error.message, customStatus: undefined }
  const message = typeof state['error'] === 'string' ? state['error'] : error.message
  return { kind: 'threw', message, customStatus: state['customStatus'] }
}
