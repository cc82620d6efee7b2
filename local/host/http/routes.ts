import { UnsupportedAppError } from '../core/validate.ts'
import type { HostedFunction } from '../core/validate.ts'
import type { Route } from './router.ts'

const routeOf = (target: HostedFunction, prefix: string): Route<HostedFunction> => {
  const { route = target.name, methods } = target.binding
  if (typeof route !== 'string' || !Array.isArray(methods))
    throw new UnsupportedAppError(
      `Function "${target.name}": give it a route that is text and a list of methods.`,
    )
  return {
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
