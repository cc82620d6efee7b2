import { isFresh, type Millis, type Now } from '../../domain/core/time.ts'

/** Long enough for thousands of refused files, short enough for a credential that has just been withdrawn. */
const lifetime: Millis = 3000

/** Runs a check for all callers of some seconds once, and gives all of them its outcome. */
export const shareCheck = (check: () => Promise<unknown>, now: Now): (() => Promise<void>) => {
  let last: { readonly at: Millis; readonly outcome: Promise<unknown> } | undefined
  return async () => {
    const at = now()
    if (!last || !isFresh(at, last.at, lifetime)) last = { at, outcome: check() }
    await last.outcome
  }
}
