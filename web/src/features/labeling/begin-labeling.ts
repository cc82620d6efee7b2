import { parseDuration } from '../../core/duration.ts'
import type { Terms } from '../../outbox/desk.ts'
import { deskOf, leaveDesk } from '../../outbox/desks.ts'
import { getPreferences } from '../../preferences/preference-store.ts'
import { pageSize } from './page-size.ts'

const usualLease = 30 * 60_000

/** @param pageLease Of the project; undefined while it is not read */
export const termsOf = (pageLease?: string): Terms => ({
  size: () => pageSize(getPreferences().layout),
  leaseMs: (pageLease === undefined ? undefined : parseDuration(pageLease)) ?? usualLease,
})

/**
 * Opens the desk and asks for a page before the label screen is shown, which needs the project first.
 * @returns Ends it, for a person who has left before the screen was there
 */
export const beginLabeling = (opening: Parameters<typeof deskOf>[0]): (() => Promise<void>) => {
  deskOf(opening).enter(termsOf())
  return () => leaveDesk(opening.user, opening.project)
}
