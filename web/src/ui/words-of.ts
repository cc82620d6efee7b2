import { t } from '@lingui/core/macro'
import { ApiProblem, NetworkProblem, SignInNeeded } from '../api/problem.ts'

/** A failure in words for a person. The service's own words say what to do next. */
export const wordsOf = (error: unknown): string => {
  if (error instanceof ApiProblem) return error.message
  if (error instanceof NetworkProblem) return t`The service does not answer. Is this device online?`
  if (error instanceof SignInNeeded) return t`Your sign-in has ended. Sign in again.`
  return error instanceof Error ? error.message : String(error)
}
