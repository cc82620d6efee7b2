/**
 * The module `@azure/functions-core`, which the Functions worker supplies to `@azure/functions` and which is not on
 * npm. `load-app.ts` makes the specifier resolve to this file; what is exported here is the contract of that module.
 */
import { isLogLevel, type LogLevel } from '../log.ts'
import type {
  FunctionCallback,
  FunctionMetadata,
  HookCallback,
  HookName,
  LogSink,
  ProgrammingModel,
} from './rpc.ts'

export const version = '3.9.1'
export const hostVersion = '4.1037.0'

export interface RegisteredFunction {
  metadata: FunctionMetadata
  callback: FunctionCallback
}

interface Registry {
  open: boolean
  functions: Map<string, RegisteredFunction>
  hooks: Record<HookName, HookCallback[]>
  model: ProgrammingModel | undefined
  sink: LogSink
}

export const registry: Registry = {
  open: true,
  functions: new Map(),
  hooks: { preInvocation: [], postInvocation: [], appStart: [], appTerminate: [], log: [] },
  model: undefined,
  sink: () => {},
}

class SystemError extends Error {
  readonly isAzureFunctionsSystemError = true
}

class UnknownHook extends RangeError {
  readonly isAzureFunctionsSystemError = true
}

export class Disposable {
  readonly #callback: () => void

  constructor(callback: () => void) {
    this.#callback = callback
  }

  dispose(): void {
    this.#callback()
  }
}

export function registerFunction(metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
  if (!registry.open) throw new SystemError('A function can only be registered during app startup.')
  if (registry.functions.has(metadata.name)) {
    throw new SystemError(`A function named "${metadata.name}" is already registered.`)
  }
  registry.functions.set(metadata.name, { metadata, callback })
  return new Disposable(() => {
    registry.functions.delete(metadata.name)
  })
}

const isHookName = (name: string): name is HookName => Object.hasOwn(registry.hooks, name)

export function registerHook(name: string, callback: HookCallback): Disposable {
  if (!isHookName(name)) throw new UnknownHook(`Unrecognized hook "${name}"`)
  const hooks = registry.hooks[name]
  hooks.push(callback)
  return new Disposable(() => {
    const index = hooks.indexOf(callback)
    if (index >= 0) hooks.splice(index, 1)
  })
}

export function setProgrammingModel(model: ProgrammingModel): void {
  if (registry.model !== undefined) {
    throw new SystemError(
      'Two copies of @azure/functions are loaded, each with its own state. Check `npm ls @azure/functions`.',
    )
  }
  registry.model = model
}

export const getProgrammingModel = (): ProgrammingModel | undefined => registry.model

export function log(level: LogLevel | 'none', category: string, message: string): void {
  if (isLogLevel(level)) registry.sink(level, category, message)
}
