import type { LogLevel } from '../log.ts'

/** Texts by name, as the protocol of the worker has them. */
export type NullableTexts = Readonly<Record<string, { readonly value: string }>>

/** A whole HTTP request, or the whole response to one. */
export interface RpcHttp {
  readonly method?: string
  readonly url?: string
  readonly nullableHeaders?: NullableTexts
  readonly nullableParams?: NullableTexts
  readonly nullableQuery?: NullableTexts
  readonly statusCode?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly cookies?: readonly object[]
  readonly body?: TypedData | null
}

/** One value between a Functions host and its worker; exactly one member is set, or none for no value. */
export interface TypedData {
  readonly string?: string
  readonly json?: string
  readonly bytes?: Uint8Array
  readonly int?: number
  readonly double?: number
  readonly http?: RpcHttp
}

export interface InputData {
  readonly name: string
  readonly data: TypedData
}

export interface Binding {
  readonly type: string
  readonly direction?: string
  readonly [option: string]: unknown
}

export interface FunctionMetadata {
  readonly name: string
  readonly bindings: Readonly<Record<string, Binding>>
  readonly retryOptions?: unknown
}

export type FunctionCallback = (...args: readonly unknown[]) => unknown

interface CoreInvocationContext {
  readonly invocationId: string
  readonly metadata: FunctionMetadata
  readonly request: {
    readonly invocationId: string
    readonly functionId: string
    readonly inputData: readonly InputData[]
    readonly triggerMetadata: Readonly<Record<string, TypedData>>
  }
  state: 'invocation' | 'postInvocationHooks'
  readonly log: (level: string, category: string, message: string) => void
}

interface InvocationModel {
  getArguments(): Promise<{ readonly context: object; readonly inputs: readonly unknown[] }>
  invokeFunction(context: object, inputs: readonly unknown[], callback: FunctionCallback): Promise<unknown>
  getResponse(context: object, result: unknown): Promise<{ readonly returnValue?: TypedData | null }>
}

/** What `@azure/functions` gives its host through `setProgrammingModel`. */
export interface ProgrammingModel {
  readonly version: string
  getInvocationModel(context: CoreInvocationContext): InvocationModel
  getCapabilities(capabilities: Record<string, string>): Promise<Readonly<Record<string, string>>>
}

export type HookCallback = (context: object) => unknown
export type LogSink = (level: LogLevel, category: string, message: string) => void
