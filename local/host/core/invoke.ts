import { randomUUID } from 'node:crypto'
import { isLogLevel, type Log } from '../log.ts'
import type { RegisteredFunction } from './functions-core.ts'
import { appHookData, type App } from './load-app.ts'
import type { InvocationResponse, TypedData } from './rpc.ts'

interface Invocation {
  inputData: readonly { name: string; data: TypedData }[]
  triggerMetadata?: Record<string, TypedData>
  traceParent?: string
  traceState?: string
  /** Pairs a streamed request with its invocation; a fresh one is made otherwise. */
  invocationId?: string
}

interface Outcome {
  /** What the handler returned, after the postInvocation hooks. */
  result: unknown
  /** What the handler threw, if it did. */
  error: Error | undefined
  /** Converts a value as the library does for a host; in streaming mode this sends the HTTP response. */
  respond(value: unknown): Promise<InvocationResponse>
}

/** Runs one function once; rejects only if its arguments cannot be made or a hook fails. */
export type Invoke = (fn: RegisteredFunction, invocation: Invocation) => Promise<Outcome>

const NONE: Record<string, TypedData> = {}

/** Invocations as the Node.js worker runs them: arguments, hooks, handler, hooks, response. */
export function createInvoke(app: App, log: Log): Invoke {
  const { preInvocation, postInvocation, log: logHooks } = app.hooks
  return async ({ metadata, callback }, invocation) => {
    const invocationId = invocation.invocationId ?? randomUUID()
    const core = {
      invocationId,
      metadata,
      request: {
        invocationId,
        functionId: metadata.name,
        inputData: invocation.inputData,
        triggerMetadata: invocation.triggerMetadata ?? NONE,
        traceContext: {
          traceParent: invocation.traceParent ?? '',
          traceState: invocation.traceState ?? '',
          attributes: {},
        },
      },
      state: 'preInvocationHooks' as 'preInvocationHooks' | 'invocation' | 'postInvocationHooks',
      log(level: string, category: string, message: string) {
        const entry = { level, message, category, hookData, appHookData, invocationContext: context }
        for (const hook of logHooks) hook(entry)
        if (isLogLevel(entry.level)) log(entry.level, `Function.${metadata.name}`, entry.message)
      },
    }
    const hookData = {}
    let context: object | undefined
    const model = app.model.getInvocationModel(core)
    const args = await model.getArguments()
    context = args.context
    const before = {
      hookData,
      appHookData,
      invocationContext: context,
      inputs: args.inputs,
      functionCallback: callback,
    }
    for (const hook of preInvocation) await hook(before)
    core.state = 'invocation'
    const after = await settle(() =>
      model.invokeFunction(args.context, before.inputs, before.functionCallback),
    )
    core.state = 'postInvocationHooks'
    if (postInvocation.length > 0) {
      Object.assign(after, { hookData, appHookData, invocationContext: context, inputs: before.inputs })
      for (const hook of postInvocation) await hook(after)
    }
    return {
      result: after.result,
      error: after.error === undefined || after.error === null ? undefined : asError(after.error),
      respond: (value) => model.getResponse(args.context, value),
    }
  }
}

async function settle(run: () => Promise<unknown>): Promise<{ result: unknown; error: unknown }> {
  try {
    return { result: await run(), error: undefined }
  } catch (error) {
    return { result: undefined, error: error ?? new Error('The function threw nothing') }
  }
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(typeof error === 'string' ? error : JSON.stringify(error))
