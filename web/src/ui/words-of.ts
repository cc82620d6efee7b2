import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { ApiProblem, NetworkProblem, SignInNeeded } from '../api/problem.ts'
import { refusalTitle } from '../refusals/refusal-title.ts'

/** A refusal of the service: a code, and a sentence in English that says what to do next. */
export interface Refusal {
  readonly code: string
  readonly message?: string
}

export interface Words {
  readonly text: string
  /** The service's sentence beside the text. */
  readonly detail?: string
}

const refusalWords = ({ code, message = code }: Refusal): Words => {
  const title = refusalTitle(code)
  if (!title) return { text: message }
  return { text: i18n._(title), ...(message === code ? {} : { detail: message }) }
}

const isRefusal = (error: unknown): error is Refusal =>
  error instanceof ApiProblem ||
  (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')

/** A failure in words for a person. */
export const wordsOf = (error: unknown): Words => {
  if (error instanceof NetworkProblem) return { text: t`The service does not answer. Is this device online?` }
  if (error instanceof SignInNeeded) return { text: t`Your sign-in has ended. Sign in again.` }
  if (isRefusal(error)) return refusalWords(error)
  return { text: error instanceof Error ? error.message : String(error) }
}
