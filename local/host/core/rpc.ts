import type { LogLevel } from '../log.ts'

/** One value on the wire between a Functions host and its worker; exactly one member is set. */
export interface TypedData {
  string?: string
  json?: string
  bytes?: Uint8Array
  int?: number
  double?: number
  http?: HttpData
}

interface Nullable {
  value?: string
}

export interface Cookie {
  name?: string
  value?: string
  domain?: Nullable
  path?: Nullable
  expires?: { value?: { seconds?: number | string } }
  secure?: { value?: boolean }
  httpOnly?: { value?: boolean }
  sameSite?: string | number
  maxAge?: { value?: number }
}

/** A request on its way in, or (with `statusCode` and `cookies`) a response on its way out. */
export interface HttpData {
  method?: string
  url?: string
  nullableHeaders?: Record<string, Nullable>
  nullableParams?: Record<string, Nullable>
  nullableQuery?: Record<string, Nullable>
  statusCode?: string
  headers?: Record<string, string>
  cookies?: Cookie[]
  body?: TypedData | null
}

export interface Binding {
  type: string
  direction?: string
  [option: string]: unknown
}

export interface FunctionMetadata {
  name: string
  bindings: Record<string, Binding>
  retryOptions?: unknown
}

export type FunctionCallback = (...args: unknown[]) => unknown

interface InvocationRequest {
  invocationId: string
  functionId: string
  inputData: readonly { name: string; data: TypedData }[]
  triggerMetadata: Record<string, TypedData>
  traceContext: { traceParent: string; traceState: string; attributes: Record<string, string> }
}

export interface InvocationResponse {
  outputData?: readonly { name?: string; data?: TypedData }[]
  returnValue?: TypedData | null
}

interface CoreInvocationContext {
  invocationId: string
  metadata: { name: string; bindings: Record<string, Binding> }
  request: InvocationRequest
  state: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks'
  log(level: string, category: string, message: string): void
}

interface InvocationModel {
  getArguments(): Promise<{ context: object; inputs: unknown[] }>
  invokeFunction(context: object, inputs: unknown[], callback: FunctionCallback): Promise<unknown>
  getResponse(context: object, result: unknown): Promise<InvocationResponse>
}

/** What `@azure/functions` hands to its host through `setProgrammingModel`. */
export interface ProgrammingModel {
  name: string
  version: string
  getInvocationModel(context: CoreInvocationContext): InvocationModel
  getCapabilities(capabilities: Record<string, string>): Promise<Record<string, string>>
}

export type HookName = 'preInvocation' | 'postInvocation' | 'appStart' | 'appTerminate' | 'log'
export type HookCallback = (context: object) => unknown
export type LogSink = (level: LogLevel, category: string, message: string) => void
