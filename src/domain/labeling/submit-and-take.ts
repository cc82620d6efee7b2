import { DomainError, isDomainError, passingCodes } from '../core/errors.ts'
import type { Caller } from '../core/caller.ts'
import type { PageId } from '../core/ids.ts'
import { fencedReads } from '../model/documents/fenced-reads.ts'
import type { Log } from '../ports/log.ts'
import { submitPage, type SubmitInput, type SubmitResult } from './submit-page.ts'
import { takePage, type TakePageDeps, type TakePageResult } from './take-page.ts'

/** The next page that a submit asks for. `after`: the page that it follows; by default the submitted one. */
interface NextPage {
  readonly size: number
  readonly after?: PageId | undefined
}

export interface SubmitAndTakeResult extends SubmitResult {
  /** Absent if none was asked for, or there is an error. */
  readonly next?: TakePageResult
  readonly nextError?: DomainError
}

const failed = (): DomainError =>
  new DomainError(
    'InternalError',
    'The answers are stored, and the service failed unexpectedly to find the next page; ask for a page',
  )

/**
 * Submits answers, and then takes the next page if the request asks for it. The answers are stored then, so what goes wrong with
 * the next page is told beside the results.
 * @throws DomainError Those of `submitPage`
 */
export const submitAndTake =
  (deps: TakePageDeps & { readonly log: Log }) =>
  async (
    caller: Caller,
    { next, ...input }: SubmitInput & { readonly next?: NextPage | undefined },
  ): Promise<SubmitAndTakeResult> => {
    const submitted = await submitPage(deps)(caller, input)
    if (!next) return submitted
    const { project, page } = input
    const wanted = { project, size: next.size, after: next.after ?? page }
    const take = async (): Promise<TakePageResult> => {
      try {
        return await takePage(deps)(caller, wanted)
      } catch (error) {
        if (!deps.store.canLag || !isDomainError(error) || isDomainError(error, ...passingCodes)) throw error
        // A refusal must not rest on an old read. The submit is not decided again for it.
        return takePage({ ...deps, store: fencedReads(deps.store) })(caller, wanted)
      }
    }
    try {
      return { ...submitted, next: await take() }
    } catch (error) {
      if (isDomainError(error)) return { ...submitted, nextError: error }
      deps.log('Error', 'The next page of a submit failed unexpectedly', { project, page, error })
      return { ...submitted, nextError: failed() }
    }
  }

export type SubmitAndTake = ReturnType<typeof submitAndTake>
