import { StartError } from '../start-error.ts'
import type { RegisteredFunction } from './functions-core.ts'
import type { Binding, InputData } from './rpc.ts'

const triggers = ['httpTrigger', 'timerTrigger', 'orchestrationTrigger', 'activityTrigger'] as const
type TriggerType = (typeof triggers)[number]

export interface HostedFunction {
  readonly name: string
  readonly trigger: TriggerType
  /** The name under which the trigger's data is sent. */
  readonly triggerName: string
  readonly binding: Binding
  /** Names of the function's `durableClient` inputs. */
  readonly clients: readonly string[]
  readonly registered: RegisteredFunction
}

/** The app needs something that this host does not have; the message names each function and binding. */
export class UnsupportedAppError extends StartError {
  override readonly name = 'UnsupportedAppError'
}

const isTrigger = (type: string): type is TriggerType => triggers.some((trigger) => trigger === type)

const isSupported = ({ type, direction }: Binding): boolean =>
  (direction === 'in' && (isTrigger(type) || type === 'durableClient')) ||
  (direction === 'out' && type === 'http')

/** The options of a binding that Azure has and this host has not. */
const optionProblem = (binding: Binding): string | undefined => {
  const { type, authLevel = 'anonymous', runOnStartup, useMonitor, sdkBinding } = binding
  if (type === 'httpTrigger' && authLevel !== 'anonymous')
    return `authLevel "${String(authLevel)}" is not supported: use "anonymous" and check the caller in the app.`
  if (runOnStartup === true) return 'runOnStartup is not supported: call the work when the app loads.'
  if (useMonitor === false) return 'useMonitor: false is not supported: leave it out.'
  if (sdkBinding === true) return 'sdkBinding is not supported: create the client in the app.'
  return undefined
}

const bindingProblem = (key: string, binding: Binding): string | undefined =>
  isSupported(binding)
    ? optionProblem(binding)
    : `binding "${key}" of type "${binding.type}" (${binding.direction ?? 'no direction'}) is not supported: see local/README.md.`

const functionProblems = ({ bindings, retryOptions }: RegisteredFunction['metadata']): readonly string[] => {
  const types = Object.values(bindings).map(({ type }) => type)
  const found = types.filter((type) => type.toLowerCase().endsWith('trigger'))
  const isDurable = found.some((type) => type === 'orchestrationTrigger' || type === 'activityTrigger')
  return [
    ...(found.length === 1 ? [] : [`it has ${found.length} triggers: give it exactly one.`]),
    ...(isDurable && types.includes('durableClient')
      ? ['durableClient is supported for HTTP and timer functions only: pass the work to one of those.']
      : []),
    ...(retryOptions === undefined || retryOptions === null
      ? []
      : ['a retry policy on the function is not supported: retry in the orchestrator.']),
  ]
}

const problemsOf = ({ metadata }: RegisteredFunction): readonly string[] =>
  [
    ...Object.entries(metadata.bindings).flatMap(([key, binding]) => bindingProblem(key, binding) ?? []),
    ...functionProblems(metadata),
  ].map((problem) => `Function "${metadata.name}": ${problem}`)

const hosted = (registered: RegisteredFunction): HostedFunction | undefined => {
  const { name, bindings } = registered.metadata
  const entries = Object.entries(bindings)
  const clients = entries.filter(([, { type }]) => type === 'durableClient').map(([key]) => key)
  for (const [triggerName, binding] of entries)
    if (isTrigger(binding.type))
      return { name, trigger: binding.type, triggerName, binding, clients, registered }
  return undefined
}

/** Checks every registered function before anything runs. @throws UnsupportedAppError */
export const validateApp = (functions: Iterable<RegisteredFunction>): readonly HostedFunction[] => {
  const registered = [...functions]
  const problems = registered.flatMap(problemsOf)
  if (problems.length > 0) throw new UnsupportedAppError(problems.join('\n'))
  return registered.flatMap((one) => hosted(one) ?? [])
}

/** The function's `durableClient` inputs. */
export const clientInputs = ({ clients }: HostedFunction, client: string): readonly InputData[] =>
  clients.map((name) => ({ name, data: { string: client } }))
