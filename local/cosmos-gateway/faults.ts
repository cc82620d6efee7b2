import { connectionError, hang, problem } from './http.ts'
import type { Answer, SentRequest } from './http.ts'

/** When a request is carried out despite its fault: never, at once, or only before the next batch arrives. */
type Done = 'never' | 'first' | 'later'

export type Fault = { readonly done?: Done } & (
  | {
      readonly status: number
      readonly substatus?: number
      readonly retryAfter?: number
      readonly text?: string
    }
  | { readonly reset: string }
  | { readonly hang: 'deaf' | 'until aborted' }
  | { readonly slow: number }
)

const faultHeaders = ({ substatus, retryAfter }: Extract<Fault, { readonly status: number }>) => ({
  ...(substatus === undefined ? {} : { 'x-ms-substatus': String(substatus) }),
  ...(retryAfter === undefined ? {} : { 'x-ms-retry-after-ms': String(retryAfter) }),
})

export interface Faults {
  readonly answer: (http: SentRequest, fault: Fault, perform: () => Answer) => Promise<Answer>
  /** Carries out the requests that are late. */
  readonly runLate: () => void
}

/** Answers requests as their faults say. */
export const createFaults = (): Faults => {
  let late: readonly (() => unknown)[] = []
  return {
    answer: async (http, fault, perform) => {
      const { done = 'never' } = fault
      if ('slow' in fault) {
        await new Promise((resolve) => {
          setTimeout(resolve, fault.slow)
        })
        return perform()
      }
      if (done === 'first') perform()
      if (done === 'later') late = [...late, perform]
      if ('reset' in fault) throw connectionError(fault.reset)
      if ('hang' in fault) return hang(http, fault.hang === 'deaf')
      return { ...problem(fault.status, 'a fault', faultHeaders(fault)), text: fault.text }
    },
    runLate: () => {
      const waiting = late
      late = []
      for (const run of waiting) run()
    },
  }
}
