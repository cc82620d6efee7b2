import { ApiProblem, NetworkProblem, SignInNeeded } from '../api/problem.ts'

/** Why a request waits. */
export type Hold = 'Offline' | 'SignIn' | 'Busy' | 'NotRunning'

export type Failure =
  /** The same request later; `after` are the seconds that the service asks for. */
  | { readonly kind: 'Again'; readonly why: Hold; readonly after?: number | undefined }
  /** The service has decided: the same request has the same answer. */
  | { readonly kind: 'Refused'; readonly code: string; readonly message: string }

const passing = new Set([408, 425, 429])

/** What a failed request means for what it carried. What is not surely a refusal of the service is tried again. */
export const judgeFailure = (error: unknown): Failure => {
  if (error instanceof NetworkProblem) return { kind: 'Again', why: 'Offline' }
  if (error instanceof SignInNeeded) return { kind: 'Again', why: 'SignIn' }
  if (!(error instanceof ApiProblem)) return { kind: 'Again', why: 'Busy' }
  const { status, code, message, retryAfter: after } = error
  if (status === 401) return { kind: 'Again', why: 'SignIn' }
  if (code === 'ProjectNotRunning') return { kind: 'Again', why: 'NotRunning', after: after ?? 30 }
  // A page of a proxy or of a hotel's network has no code of the service.
  const isOurs = code !== 'Unknown'
  if (!isOurs || status < 400 || status >= 500 || passing.has(status))
    return { kind: 'Again', why: 'Busy', after }
  return { kind: 'Refused', code, message }
}
