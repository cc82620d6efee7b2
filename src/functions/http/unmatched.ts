import type { HttpRequest, HttpResponseInit } from '@azure/functions'
import { DomainError } from '../../domain/core/errors.ts'
import type { Log } from '../../domain/ports/log.ts'
import { clientAddressOf, networkOf } from './client-address.ts'
import type { Cors } from './cors.ts'
import { errorResponse } from './error-response.ts'
import type { NoteRefusal } from './note-refusal.ts'
import type { AdmitAddress } from './rate-limit.ts'
import { withoutBodyOfHead } from './head-response.ts'
import { requestIdOf } from './request-id.ts'
import { methodsOf, type Route } from './route.ts'
import { isPlainPath, routeNotFound } from './service-path.ts'

type Pattern = { readonly methods: readonly string[]; readonly segments: readonly string[] }

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '')

const matches = (pattern: readonly string[], segments: readonly string[]): boolean => {
  const catchesAll = pattern.at(-1)?.startsWith('{*') ?? false
  const fixed = catchesAll ? pattern.slice(0, -1) : pattern
  return (
    (catchesAll ? segments.length >= fixed.length : segments.length === fixed.length) &&
    fixed.every(
      (part, index) => part.startsWith('{') || part.toLowerCase() === segments[index]?.toLowerCase(),
    )
  )
}

interface UnmatchedDeps {
  readonly log: Log
  readonly cors: Cors
  readonly admitAddress: AdmitAddress
  readonly noteRefusal: NoteRefusal
  readonly trustedProxies: number
}

/**
 * The name of the function. The host asks functions in the order of their names, so the name of one that takes every path
 * of the API must sort behind those of its routes; the web app, with the paths outside the API, sorts behind it (`zz…`).
 */
export const unmatchedName = 'zUnmatched'

/** Handles requests that match no route: 404, 405 and CORS preflight, in the error format of the API. */
export const createUnmatched = (
  routes: readonly Route[],
  { log, cors, admitAddress, noteRefusal, trustedProxies }: UnmatchedDeps,
) => {
  const patterns: readonly Pattern[] = routes.map(({ method, path }) => ({
    methods: methodsOf(method),
    segments: segmentsOf(path),
  }))

  /** A path can match a route here although the host found none, for example because of its spelling: this is 404. */
  const refusal = (
    method: string,
    path: string,
  ): { readonly error: DomainError; readonly allow: readonly string[] } => {
    const segments = segmentsOf(path)
    const methods = [
      ...new Set(patterns.filter((p) => matches(p.segments, segments)).flatMap((p) => p.methods)),
    ]
    const allow = methods.includes(method) ? [] : methods
    const error =
      allow.length === 0
        ? routeNotFound()
        : new DomainError('MethodNotAllowed', `The path does not support the method; use ${allow.join(', ')}`)
    return { error, allow }
  }

  /** The refusal, or 429: nobody is identified here. */
  const admitted = (error: DomainError, address: string): DomainError => {
    try {
      admitAddress(networkOf(address))
      return error
    } catch (limit) {
      if (limit instanceof DomainError) return limit
      throw limit
    }
  }

  return (http: HttpRequest): HttpResponseInit => {
    const { error: unlimited, allow } = isPlainPath(new URL(http.url).pathname)
      ? refusal(http.method, http.params['path'] ?? '')
      : { error: routeNotFound(), allow: [] }
    const preflight = cors.preflight(http, allow)
    if (preflight) return preflight
    const requestId = requestIdOf(http.headers)
    const address = clientAddressOf(http.headers, trustedProxies)
    const error = admitted(unlimited, address)
    noteRefusal({ code: error.code, operation: unmatchedName, requestId, address })
    const response = withoutBodyOfHead(
      http,
      errorResponse(error, { requestId, operation: unmatchedName, log }),
    )
    return cors.allow(
      http,
      allow.length === 0
        ? response
        : { ...response, headers: { ...response.headers, allow: allow.join(', ') } },
    )
  }
}
