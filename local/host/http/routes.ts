import { UnsupportedAppError } from '../core/validate.ts'
import type { HostedFunction } from '../core/validate.ts'
import type { Route } from './router.ts'

const routeOf = (target: HostedFunction, prefix: string): Route<HostedFunction> => {
  const { name } = target
  const { route = name, methods } = target.binding
  if (typeof route !== 'string' || !Array.isArray(methods))
    throw new UnsupportedAppError(`Function "${name}": give it a route that is text and a list of methods.`)
  // The host compares the beginning of the route with its own routes, whatever the prefix is.
  if (/^\/*(?:admin|runtime)/i.test(route))
    throw new UnsupportedAppError(
      `Function "${name}": its route "${route}" begins like a route of the host (admin, runtime): give it another one.`,
    )
  return {
    name,
    template: `${prefix}/${route}`,
    methods: methods.map((method) => String(method).toUpperCase()),
    target,
  }
}

/** The routes of all HTTP functions, below the prefix of host.json. @throws UnsupportedAppError */
export const routesOf = (
  functions: readonly HostedFunction[],
  prefix: string,
): readonly Route<HostedFunction>[] =>
  functions.filter(({ trigger }) => trigger === 'httpTrigger').map((fn) => routeOf(fn, prefix))
