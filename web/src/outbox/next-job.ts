import type { Entry } from './records.ts'
import type { Wanted } from './transport.ts'
import { openPages, type PageWork, type Work } from './work.ts'

/** What the service is asked next: one thing at a time, so that no answer of it is older than what the device knows. */
export type Job =
  | { readonly kind: 'Release'; readonly page: string }
  | { readonly kind: 'Submit'; readonly entry: Entry; readonly next: Wanted | undefined }
  | { readonly kind: 'Reopen'; readonly page: string; readonly inTheWay: PageWork | undefined }
  | { readonly kind: 'Check'; readonly page: string }
  | { readonly kind: 'Take'; readonly wanted: Wanted }

export interface Circumstances {
  /** The person is on the label screen and goes on. */
  readonly isLabeling: boolean
  /** Open pages of this time on this device that the service has confirmed. */
  readonly checked: ReadonlySet<string>
  /** The service had no page; it is not asked again before this changes. */
  readonly isWaiting: boolean
  readonly size: number
}

/** The page to ask for: one in hand, one ahead. */
const wantedOf = (work: Work, { isLabeling, size }: Circumstances): Wanted | undefined => {
  const [current, ahead] = openPages(work)
  if (!isLabeling || ahead) return undefined
  return current ? { size, after: current.page } : { size }
}

export const nextJob = (work: Work, circumstances: Circumstances): Job | undefined => {
  const at = (status: PageWork['status']) => work.pages.find((page) => page.status === status)
  const releasing = at('releasing')
  if (releasing) return { kind: 'Release', page: releasing.page }
  const [entry] = work.entries
  const reopening = at('reopening')
  if (entry) {
    const isComplete = work.pages.some(({ page, status }) => page === entry.page && status === 'sent')
    const mayTake = isComplete && work.entries.length === 1 && !reopening
    return { kind: 'Submit', entry, next: mayTake ? wantedOf(work, circumstances) : undefined }
  }
  if (reopening) return { kind: 'Reopen', page: reopening.page, inTheWay: openPages(work)[1] }
  const unchecked = circumstances.isLabeling
    ? openPages(work).find(({ page }) => !circumstances.checked.has(page))
    : undefined
  if (unchecked) return { kind: 'Check', page: unchecked.page }
  const wanted = circumstances.isWaiting ? undefined : wantedOf(work, circumstances)
  return wanted && { kind: 'Take', wanted }
}
