import type {
  FunctionInput,
  HttpFunctionOptions,
  HttpMethod,
  HttpRequest,
  HttpResponseInit,
  InvocationContext,
} from '@azure/functions'
import type { Workflows } from '../../domain/ports/workflows.ts'
import { toHostResponse } from './bytes-response.ts'
import { withCors, type Cors } from './cors.ts'
import { createEndpoint, type EndpointDeps } from './endpoint.ts'
import { methodsOf, type Route } from './route.ts'
import { createUnmatched, unmatchedName } from './unmatched.ts'

/** The part of `app` from `@azure/functions` that routes need. */
export interface HttpApp {
  http(name: string, options: HttpFunctionOptions): void
}

export interface RegistrationDeps extends EndpointDeps {
  readonly cors: Cors
  /** The extra input of functions that start long-running work, and the port from this input. */
  readonly workflows: {
    readonly input: FunctionInput
    readonly open: (context: InvocationContext) => Workflows
  }
}

/** The first part of every path of the API. The host has no prefix of its own, so that `/` belongs to the web app. */
const apiPrefix = 'api'

const allMethods: HttpMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

const assertDistinct = (routes: readonly Route[]): void => {
  const seen = new Set<string>()
  for (const { operation, method, path } of routes)
    for (const name of [operation, `${method} ${path.replaceAll(/\{[^{}]*\}/g, '{}')}`]) {
      if (seen.has(name)) throw new Error(`Two routes have the name ${name}`)
      seen.add(name)
    }
}

/**
 * The only place that registers HTTP functions: one per route, and one for all other paths of the API. The order of registration means
 * nothing: the host asks the functions in the order of their names.
 */
export const registerRoutes = (app: HttpApp, routes: readonly Route[], deps: RegistrationDeps): void => {
  assertDistinct(routes)
  for (const route of routes) {
    const endpoint = createEndpoint(route, deps)
    const handle = async (request: HttpRequest, workflows?: Workflows): Promise<HttpResponseInit> =>
      toHostResponse(await withCors(deps.cors, (http) => endpoint(http, workflows))(request))
    const common = {
      methods: [...methodsOf(route.method)],
      route: `${apiPrefix}${route.path}`,
      authLevel: 'anonymous' as const,
    }
    app.http(
      route.operation,
      route.startsWork
        ? {
            ...common,
            extraInputs: [deps.workflows.input],
            handler: (request, context) => handle(request, deps.workflows.open(context)),
          }
        : { ...common, handler: (request) => handle(request) },
    )
  }
  const unmatched = createUnmatched(routes, deps)
  app.http(unmatchedName, {
    methods: allMethods,
    route: `${apiPrefix}/{*path}`,
    authLevel: 'anonymous',
    handler: (request) => unmatched(request),
  })
}
