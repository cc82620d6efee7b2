import type { z } from 'zod'
import type { Caller } from '../../domain/core/caller.ts'
import type { ErrorCode } from '../../domain/core/errors.ts'
import type { AppRole } from '../../domain/core/caller.ts'
import type { Workflows } from '../../domain/ports/workflows.ts'
import type { PresentContext } from './present-context.ts'
import type { Reply, ReplyOf, ResponseSpec } from './reply.ts'

/**
 * Who may call. `Anyone`: no token is looked at. `Signature`: likewise, and the operation checks the signature in the URL.
 * `AnyRole`: any app role. `Admin`: that app role. `Project…`: a member of the project in the path with that role at least,
 * which the operation checks; to anybody else the project is not there. `ProjectLabelerOrSignature`: without a token the
 * caller is undefined, and the operation must check the signature in the URL.
 */
export type ProjectAccess = `Project${AppRole}`
export type Access =
  'Anyone' | 'Signature' | 'AnyRole' | 'Admin' | ProjectAccess | 'ProjectLabelerOrSignature'

export const tags = [
  'Datastores',
  'Datasets',
  'Projects',
  'Members',
  'Labeling',
  'Review',
  'Exports',
  'Operations',
  'Service',
] as const
export type Tag = (typeof tags)[number]

interface CommonSpec {
  /** The function's name, the operationId and, in kebab case, the module's file name. */
  readonly operation: string
  /** Below the prefix (`/api`): `/projects/{project}`; `/docs/{*asset}` takes the rest of the path. */
  readonly path: `/${string}`
  readonly summary: string
  /** Markdown. */
  readonly description?: string
  readonly tag: Tag
  readonly access: Access
  /** One string for each `{name}` in the path. */
  readonly params?: z.ZodObject
  /** A strict object over strings; use `z.coerce` for numbers. */
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /**
   * `Required`: a request without `If-Match` is 428. `IfExists`: the operation decides, it needs one for what exists.
   * `Optional`: respected if given.
   */
  readonly ifMatch?: 'Required' | 'IfExists' | 'Optional'
  /** The answer says more than its ETag, which is for `If-Match` alone: it is never 304. */
  readonly revalidates?: false
  /** Gives `run` the port that starts long work. */
  readonly startsWork?: true
  /** Successful answers by status. */
  readonly responses: Readonly<Record<number, ResponseSpec>>
  /** What the operation itself may refuse with; what the HTTP layer adds to each route is left out. */
  readonly errors: readonly ErrorCode[]
}

/** Every POST honours `Idempotency-Key`: its result is kept for a day as JSON and presented anew to a retry. */
type MethodSpec =
  | { readonly method: 'POST'; readonly idempotent: true }
  | { readonly method: 'GET' | 'PUT' | 'PATCH' | 'DELETE'; readonly idempotent?: never }

export type RouteSpec = CommonSpec & MethodSpec

/** Where a body has a meaning: one that is sent to a route that takes none is looked at, not dropped. */
export const mayHaveBody = (method: RouteSpec['method']): boolean => method !== 'GET' && method !== 'DELETE'

type CallerOf<A extends Access> = A extends 'Anyone' | 'Signature'
  ? undefined
  : A extends 'ProjectLabelerOrSignature'
    ? Caller | undefined
    : Caller

type ParamsOf<S> = S extends { readonly params: infer T extends z.ZodType } ? z.output<T> : undefined
type QueryOf<S> = S extends { readonly query: infer T extends z.ZodType } ? z.output<T> : undefined
type BodyOf<S> = S extends { readonly body: infer T extends z.ZodType } ? z.output<T> : undefined
type IfMatchOf<S> = S extends { readonly ifMatch: infer M }
  ? M extends 'Required'
    ? string
    : string | undefined
  : undefined

/** What `run` gets: everything of the request, checked and typed by the route's own schemas. */
export interface RouteRequest<S extends RouteSpec> {
  readonly caller: CallerOf<S['access']>
  readonly params: ParamsOf<S>
  readonly query: QueryOf<S>
  readonly body: BodyOf<S>
  /** The etag without its quotes, or `*`. */
  readonly ifMatch: IfMatchOf<S>
  readonly workflows: S extends { readonly startsWork: true } ? Workflows : undefined
  readonly requestId: string
  /** Any other header. */
  readonly header: (name: string) => string | undefined
}

export interface Handler<S extends RouteSpec, R, A extends ReplyOf<S>> {
  /** Calls the operation. The result of a POST must be JSON and hold no signed URL: it may be stored for a retry. */
  readonly run: (request: RouteRequest<S>) => Promise<R>
  readonly present: (
    result: R,
    context: PresentContext & { readonly request: RouteRequest<S> },
  ) => A | Promise<A>
}

/** A request as the endpoint makes it, whatever the route. */
export interface ParsedRequest {
  readonly caller: Caller | undefined
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly ifMatch: string | undefined
  readonly workflows: Workflows | undefined
  readonly requestId: string
  readonly header: (name: string) => string | undefined
}

/**
 * A route with its types put away, so that all of them fit in one table. `run` and `present` are methods on purpose:
 * the endpoint gives each only what that route's own schemas made, or what its own `run` returned.
 */
export type Route = RouteSpec & {
  run(request: ParsedRequest): Promise<unknown>
  present(
    result: unknown,
    context: PresentContext & { readonly request: ParsedRequest },
  ): Reply | Promise<Reply>
}

/** A route with its name and access still known to the compiler, for the table of all routes. */
export type RouteOf<O extends string, A extends Access> = Route & {
  readonly operation: O
  readonly access: A
}

/** Makes a route from its description, which the OpenAPI document also comes from, and its handler. */
export const defineRoute = <const S extends RouteSpec, R, const A extends ReplyOf<S>>(
  spec: S,
  handler: Handler<S, R, A>,
): RouteOf<S['operation'], S['access']> => ({ ...spec, ...handler })
