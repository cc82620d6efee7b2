/**
 * The module `@azure/functions-core`, which the Functions worker supplies to `@azure/functions` and which is not on
 * npm. `load-app.ts` makes the specifier resolve to this file; its exports are the contract of that module.
 */
import { isLogLevel } from '../log.ts'
import type { LogLevel } from '../log.ts'
import type { FunctionCallback, FunctionMetadata, HookCallback, LogSink, ProgrammingModel } from './rpc.ts'

export const version = '3.9.1'
export const hostVersion = '4.1037.0'

export interface RegisteredFunction {
  readonly metadata: FunctionMetadata
  readonly callback: FunctionCallback
}

interface Registry {
  /** False once the app has loaded. */
  open: boolean
  readonly functions: Map<string, RegisteredFunction>
  readonly onTerminate: Set<HookCallback>
  model: ProgrammingModel | undefined
  sink: LogSink
}

export const registry: Registry = {
  open: true,
  functions: new Map(),
  onTerminate: new Set(),
  model: undefined,
  sink: () => {},
}

export const registerFunction = (metadata: FunctionMetadata, callback: FunctionCallback): void => {
  const { name } = metadata
  if (!registry.open)
    throw new Error(`The function "${name}" is registered too late: register it while the app loads.`)
  if (registry.functions.has(name))
    throw new Error(`A function named "${name}" is already registered: give one of the two another name.`)
  registry.functions.set(name, { metadata, callback })
}

export const registerHook = (name: string, callback: HookCallback): { readonly dispose: () => void } => {
  if (name !== 'appTerminate')
    throw new Error(`The hook "${name}" is not supported by the embedded host: only appTerminate is.`)
  registry.onTerminate.add(callback)
  return { dispose: () => void registry.onTerminate.delete(callback) }
}

export const setProgrammingModel = (model: ProgrammingModel): void => {
  if (registry.model !== undefined)
    throw new Error(
      'Two copies of @azure/functions are loaded, each with its own state: look at `npm ls @azure/functions`.',
    )
  registry.model = model
}

export const getProgrammingModel = (): ProgrammingModel | undefined => registry.model

export const log = (level: LogLevel | 'none', category: string, message: string): void => {
  if (isLogLevel(level)) registry.sink(level, category, message)
}
