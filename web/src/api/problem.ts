import type { components } from './schema.d.ts'

type ErrorResponse = components['schemas']['ErrorResponse']

/** A refusal of the API, with its own words and what it says about a later attempt. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  /** Seconds after which another attempt makes sense. */
  readonly retryAfter: number | undefined
  readonly requestId: string | undefined
  readonly details: NonNullable<ErrorResponse['error']['details']>

  constructor(response: Response, body: ErrorResponse | undefined) {
    super(body?.error.message ?? `The service answered ${response.status}`)
    this.name = 'ApiProblem'
    this.status = response.status
    this.code = body?.error.code ?? 'Unknown'
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
    this.retryAfter = Number.isFinite(seconds) ? seconds : undefined
    this.requestId = response.headers.get('x-ms-request-id') ?? undefined
    this.details = body?.error.details ?? []
  }
}

/** The request got no answer: there is no network, or the service is away. */
export class NetworkProblem extends Error {
  constructor(cause: unknown) {
    super('The service does not answer', { cause })
    this.name = 'NetworkProblem'
  }
}

/** No token: the request waits for the person to sign in again. */
export class SignInNeeded extends Error {
  constructor() {
    super('Sign in again')
    this.name = 'SignInNeeded'
  }
}

/** Whether the condition of the request (`If-Match`, `If-None-Match`) does not hold. */
export const isConditionFailed = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status === 412

/** Whether the same request may succeed later: no answer, too many requests, or a fault of the service. */
export const mayPass = (error: unknown): boolean =>
  error instanceof NetworkProblem ||
  error instanceof SignInNeeded ||
  (error instanceof ApiProblem && (error.status === 429 || error.status >= 500 || error.status === 401))
