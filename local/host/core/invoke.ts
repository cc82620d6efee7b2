import { randomUUID } from 'node:crypto'
import { isLogLevel } from '../log.ts'
import type { Log } from '../log.ts'
import type { RegisteredFunction } from './functions-core.ts'
import type { InputData, ProgrammingModel, TypedData } from './rpc.ts'

interface Invocation {
  readonly inputData: readonly InputData[]
  readonly triggerMetadata?: Readonly<Record<string, TypedData>>
}

interface Outcome {
  /** What the handler returned. */
  readonly result: unknown
  /** What the handler threw, if it did. */
  readonly error: Error | undefined
  /** Converts a value as the library does for a host; rejects if the body of an HTTP response cannot be read. */
  readonly respond: (value: unknown) => Promise<{ readonly returnValue?: TypedData | null }>
}

/** Runs one function once; rejects only if its arguments cannot be made. */
export type Invoke = (fn: RegisteredFunction, invocation: Invocation) => Promise<Outcome>

const nothing: Readonly<Record<string, TypedData>> = {}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(typeof error === 'string' ? error : JSON.stringify(error))

const settle = async (run: () => Promise<unknown>): Promise<Pick<Outcome, 'result' | 'error'>> => {
  try {
    return { result: await run(), error: undefined }
  } catch (error) {
    return { result: undefined, error: asError(error ?? 'The function threw nothing') }
  }
}

/** Invocations as the Node.js worker runs them: arguments, handler, response. */
export const createInvoke =
  (model: ProgrammingModel, log: Log): Invoke =>
  async ({ metadata, callback }, { inputData, triggerMetadata = nothing }) => {
    const invocationId = randomUUID()
    const core: Parameters<ProgrammingModel['getInvocationModel']>[0] = {
      invocationId,
      metadata,
      request: { invocationId, functionId: metadata.name, inputData, triggerMetadata },
      state: 'invocation',
      log: (level, _category, message) => {
        if (isLogLevel(level)) log(level, `Function.${metadata.name}`, message)
      },
    }
    const invocation = model.getInvocationModel(core)
    const { context, inputs } = await invocation.getArguments()
    const outcome = await settle(() => invocation.invokeFunction(context, inputs, callback))
    core.state = 'postInvocationHooks'
    return { ...outcome, respond: (value) => invocation.getResponse(context, value) }
  }
