import type { HttpRequest } from '@azure/functions'
import type { Caller } from '../../domain/core/caller.ts'
import { isDomainError } from '../../domain/core/errors.ts'
import type { UserId } from '../../domain/core/ids.ts'
import type { KeepName } from '../../domain/people/keep-name.ts'
import type { VerifyToken } from '../../domain/ports/tokens.ts'
import { authenticate } from './authenticate.ts'
import { clientAddressOf, networkOf } from './client-address.ts'
import type { AdmitAddress, AdmitCaller } from './rate-limit.ts'
import type { Route } from './route.ts'
import { createPathCheck } from './service-path.ts'

export interface AdmissionDeps {
  readonly verifyToken: VerifyToken
  readonly admit: AdmitCaller
  readonly keepName: KeepName
  /** Counts one request without a valid token and a valid signature. */
  readonly admitAddress: AdmitAddress
  /** Counts one request with a link that the service signed. */
  readonly admitSigned: AdmitAddress
  /** How many proxies append to `X-Forwarded-For` before the service gets a request. */
  readonly trustedProxies: number
}

export interface Admitted {
  /** Undefined for a route, or a request, without a token. */
  readonly caller: Caller | undefined
  /** The user, or the network of a signed link; undefined for strangers. */
  readonly client: string | undefined
}

/**
 * Admits each request of a route, or refuses it. A request is counted by its caller, or by the network that it came from; there,
 * links that the service signed have a limit of their own, so that a stranger behind the same address does not use it up.
 * @throws DomainError `TooManyRequests`, `RouteNotFound`, `Unauthenticated`, `Forbidden`
 */
export const createAdmission = (
  route: Route,
  deps: AdmissionDeps,
  isSigned: (http: HttpRequest) => Promise<boolean>,
) => {
  const checkPath = createPathCheck(route.path)
  return async (http: HttpRequest, identified: (user: UserId) => void): Promise<Admitted> => {
    const network = networkOf(clientAddressOf(http.headers, deps.trustedProxies))
    try {
      checkPath(http.url)
      const caller = await authenticate(deps.verifyToken, route.access, http.headers, identified)
      if (caller) {
        deps.admit(caller.user)
        deps.keepName(caller)
        return { caller, client: caller.user }
      }
    } catch (error) {
      if (isDomainError(error, 'RouteNotFound', 'Unauthenticated', 'Forbidden')) deps.admitAddress(network)
      throw error
    }
    const signed = await isSigned(http)
    if (signed) deps.admitSigned(network)
    else deps.admitAddress(network)
    return { caller: undefined, client: signed ? network : undefined }
  }
}
