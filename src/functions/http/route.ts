import type { z } from 'zod'
import type { Caller } from '../../domain/core/caller.ts'
import type { ErrorCode } from '../../domain/core/errors.ts'
import type { AppRole } from '../../domain/core/caller.ts'
import type { RequestSeed } from '../../domain/core/request-seed.ts'
import type { Workflows } from '../../domain/ports/workflows.ts'
import type { PresentContext } from './present-context.ts'
import type { Reply, ReplyOf, ResponseSpec } from './reply.ts'

/**
 * The access that a route requires. `Anyone`: no token; a token is ignored. `Signature`: no token; the operation checks the
 * signature in the URL. `AnyRole`: any app role. `Admin`: the app role Admin. `Project…`: at least this role in the project
 * of the path; the operation checks it, and to non-members the project does not exist (404). `ProjectLabelerOrSignature`:
 * without a token the caller is undefined, and the operation checks the signature in the URL.
 */
export type ProjectAccess = `Project${AppRole}`
export type Access =
  'Anyone' | 'Signature' | 'AnyRole' | 'Admin' | ProjectAccess | 'ProjectLabelerOrSignature'

export const routeTags = [
  'Datastores',
  'Datasets',
  'Projects',
  'Members',
  'People',
  'Labeling',
  'Review',
  'Exports',
  'Operations',
  'Service',
] as const
export type RouteTag = (typeof routeTags)[number]

interface CommonSpec {
  /** The name of the function, the operationId and, in kebab case, the file name of the module. */
  readonly operation: string
  /** Relative to `/api`: `/projects/{project}`. `/docs/{*asset}` matches the rest of the path. */
  readonly path: `/${string}`
  readonly summary: string
  /** Markdown. */
  readonly description?: string
  readonly tag: RouteTag
  readonly access: Access
  /** A schema with one string per `{name}` in the path. */
  readonly params?: z.ZodObject
  /** A strict object of strings; use `z.coerce` for numbers. */
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /**
   * `Required`: the operation finds the resource, and then requires `If-Match` (`requireMatch`). `IfExists`: the operation
   * requires it if the resource exists.
   * `Optional`: the operation checks `If-Match` if it is present.
   */
  readonly ifMatch?: 'Required' | 'IfExists' | 'Optional'
  /** `ByBody` if the response has data that the stored ETag does not cover: its ETag has a hash of the body, too. */
  readonly revalidates?: 'ByBody'
  /** Passes the port that starts long-running work to `run`. */
  readonly startsWork?: true
  /** Successful responses by status. */
  readonly responses: Readonly<Record<number, ResponseSpec>>
  /** The error codes of the operation, without the codes of the HTTP layer (`errorsOf`). */
  readonly errors: readonly ErrorCode[]
}

/**
 * Every POST takes an `Idempotency-Key`. `ByItself`: a repetition has no other effect and the same response without a record,
 * as of a page that is submitted; the key is only validated. `Recorded`: the outcome is recorded for one day, as ids or codes,
 * and the handler has `recorded`.
 */
export type Idempotent = 'ByItself' | 'Recorded'
type MethodSpec =
  | { readonly method: 'POST'; readonly idempotent: Idempotent }
  | { readonly method: 'GET' | 'PUT' | 'PATCH' | 'DELETE'; readonly idempotent?: never }

export type RouteSpec = CommonSpec & MethodSpec

/** The methods of HTTP that a route takes: HEAD works where GET does. */
export const methodsOf = (method: RouteSpec['method']): readonly (RouteSpec['method'] | 'HEAD')[] =>
  method === 'GET' ? ['GET', 'HEAD'] : [method]

/** True for methods with a body. Such a body is validated even if the route declares none. */
export const mayHaveBody = (method: RouteSpec['method']): boolean => method !== 'GET' && method !== 'DELETE'

type CallerOf<A extends Access> = A extends 'Anyone' | 'Signature'
  ? undefined
  : A extends 'ProjectLabelerOrSignature'
    ? Caller | undefined
    : Caller

type ParamsOf<S> = S extends { readonly params: infer T extends z.ZodType } ? z.output<T> : undefined
type QueryOf<S> = S extends { readonly query: infer T extends z.ZodType } ? z.output<T> : undefined
type BodyOf<S> = S extends { readonly body: infer T extends z.ZodType } ? z.output<T> : undefined
type IfMatchOf<S> = S extends { readonly ifMatch: string } ? string | undefined : undefined

/** The input of `run`: the request, validated and typed by the schemas of the route. */
export interface RouteRequest<S extends RouteSpec> {
  readonly caller: CallerOf<S['access']>
  readonly params: ParamsOf<S>
  readonly query: QueryOf<S>
  readonly body: BodyOf<S>
  /** The ETag without quotes, or `*`. */
  readonly ifMatch: IfMatchOf<S>
  /** `If-None-Match: *`: a PUT changes nothing that exists. */
  readonly createOnly: boolean
  readonly workflows: S extends { readonly startsWork: true } ? Workflows : undefined
  /** The same in each repetition of a recorded request. Undefined without an `Idempotency-Key`. */
  readonly seed: S extends { readonly idempotent: 'Recorded' } ? RequestSeed | undefined : undefined
  readonly requestId: string
  /** Any other header. */
  readonly header: (name: string) => string | undefined
}

/** What a signature is about. */
type SignedRequest<S extends RouteSpec> = Pick<RouteRequest<S>, 'params' | 'query'>

/** How the outcome of a request is kept for its repetitions. */
export interface Recorded<S extends RouteSpec, R> {
  /** The ids or codes of the result: at most `maxKept` characters. Never a copy, and never a URL. */
  readonly keep: (result: R, request: RouteRequest<S>) => string
  /** Reads the result again by the rule of the GET of the resource, with the present rights of the caller. */
  readonly replay: (kept: string, request: RouteRequest<S>) => Promise<R>
  /** A form of the body that is the same for bodies with the same meaning. Default: the body itself. */
  readonly meaningOf?: (body: BodyOf<S>) => unknown
}

/** The most characters that a route keeps of one request. */
export const maxKept = 512

export interface Handler<S extends RouteSpec, R, A extends ReplyOf<S>> {
  /** True if the service signed the link of a request without a token. It reads nothing: such requests are counted by it. */
  readonly isSigned?: (request: SignedRequest<S>) => Promise<boolean>
  /** Calls the operation. */
  readonly run: (request: RouteRequest<S>) => Promise<R>
  readonly present: (
    result: R,
    context: PresentContext & { readonly request: RouteRequest<S> },
  ) => A | Promise<A>
}

/** The untyped request that the endpoint builds for every route. */
export interface ParsedRequest {
  readonly caller: Caller | undefined
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly ifMatch: string | undefined
  readonly createOnly: boolean
  readonly workflows: Workflows | undefined
  readonly seed: RequestSeed | undefined
  readonly requestId: string
  readonly header: (name: string) => string | undefined
}

interface AnyRecorded {
  keep(result: unknown, request: ParsedRequest): string
  replay(kept: string, request: ParsedRequest): Promise<unknown>
  meaningOf?(body: unknown): unknown
}

/**
 * A route without its type parameters, so that all routes fit in one table. `run` and `present` are methods on purpose:
 * method parameters are bivariant, and the endpoint passes only values from the schemas and the `run` of the same route.
 */
export type Route = RouteSpec & {
  readonly recorded?: AnyRecorded | undefined
  isSigned?(request: Pick<ParsedRequest, 'params' | 'query'>): Promise<boolean>
  run(request: ParsedRequest): Promise<unknown>
  present(
    result: unknown,
    context: PresentContext & { readonly request: ParsedRequest },
  ): Reply | Promise<Reply>
}

/** A route with the literal types of its name and access, for the table of all routes. */
export type RouteOf<O extends string, A extends Access> = Route & {
  readonly operation: O
  readonly access: A
}

interface DefineRoute {
  <const S extends RouteSpec & { readonly idempotent: 'Recorded' }, R, const A extends ReplyOf<S>>(
    spec: S,
    handler: Handler<S, R, A> & { readonly recorded: Recorded<S, R> },
  ): RouteOf<S['operation'], S['access']>
  <const S extends RouteSpec & { readonly idempotent?: 'ByItself' }, R, const A extends ReplyOf<S>>(
    spec: S,
    handler: Handler<S, R, A>,
  ): RouteOf<S['operation'], S['access']>
}

/**
 * Defines a route by its specification, which is also the source of the OpenAPI document, and its handler. The handler of a
 * `Recorded` route has `recorded`.
 */
export const defineRoute: DefineRoute = <const S extends RouteSpec, R, const A extends ReplyOf<S>>(
  spec: S,
  handler: Handler<S, R, A>,
): RouteOf<S['operation'], S['access']> => ({ ...spec, ...handler })
