import { reviewBy } from './change-items.ts'

/** Accepts skips, which removes the items from the project. Returns one result per item. */
export const acceptSkips = reviewBy('acceptSkip')

export type AcceptSkips = ReturnType<typeof acceptSkips>
