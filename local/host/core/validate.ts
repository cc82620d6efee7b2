import type { RegisteredFunction } from './functions-core.ts'
import type { Binding } from './rpc.ts'

const TRIGGERS = ['httpTrigger', 'timerTrigger', 'orchestrationTrigger', 'activityTrigger'] as const
type TriggerType = (typeof TRIGGERS)[number]

export interface HostedFunction {
  name: string
  trigger: TriggerType
  /** The name under which the trigger's data is sent. */
  triggerName: string
  binding: Binding
  /** Names of the function's durableClient input bindings. */
  clients: readonly string[]
  registered: RegisteredFunction
}

/** An app this host cannot run as Azure would; the message names every function and binding at fault. */
export class UnsupportedAppError extends Error {
  override readonly name = 'UnsupportedAppError'
}

const isTrigger = (type: string): type is TriggerType => TRIGGERS.some((trigger) => trigger === type)

const isSupported = ({ type, direction }: Binding): boolean =>
  (direction === 'in' && (isTrigger(type) || type === 'durableClient')) ||
  (direction === 'out' && type === 'http')

function problemsOf({ metadata: { name, bindings, retryOptions } }: RegisteredFunction): string[] {
  const problems: string[] = []
  const say = (text: string) => problems.push(`Function "${name}": ${text}`)
  for (const [key, binding] of Object.entries(bindings)) {
    if (!isSupported(binding)) {
      say(
        `binding "${key}" of type "${binding.type}" (${binding.direction ?? 'no direction'}) is not supported here.`,
      )
    } else if (binding.type === 'httpTrigger' && (binding['authLevel'] ?? 'anonymous') !== 'anonymous') {
      say(
        `authLevel "${String(binding['authLevel'])}" is not supported here, use "anonymous" and check the caller.`,
      )
    }
    if (binding['sdkBinding'] === true) say(`binding "${key}" uses sdkBinding, which is not supported here.`)
  }
  const triggers = Object.values(bindings).filter(({ type }) => type.toLowerCase().endsWith('trigger'))
  if (triggers.length !== 1) say(`it has ${triggers.length} triggers, it must have exactly one.`)
  if (retryOptions !== undefined && retryOptions !== null) {
    say('a retry policy on the function itself is not supported here, retry in the orchestrator.')
  }
  return problems
}

/** Checks every registered function before anything runs. Throws `UnsupportedAppError`. */
export function validateApp(functions: ReadonlyMap<string, RegisteredFunction>): HostedFunction[] {
  const problems = [...functions.values()].flatMap(problemsOf)
  if (problems.length > 0) throw new UnsupportedAppError(problems.join('\n'))
  return [...functions.values()].flatMap((registered) => hosted(registered) ?? [])
}

function hosted(registered: RegisteredFunction): HostedFunction | undefined {
  const { name, bindings } = registered.metadata
  const entries = Object.entries(bindings)
  const clients = entries.filter(([, { type }]) => type === 'durableClient').map(([key]) => key)
  for (const [triggerName, binding] of entries) {
    if (isTrigger(binding.type))
      return { name, trigger: binding.type, triggerName, binding, clients, registered }
  }
  return undefined
}
