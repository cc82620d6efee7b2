import { reviewBy } from './change-items.ts'

/** Moves the decisions of items to the history and the items to the front of the queue. Returns one result per item. */
export const rejectItems = reviewBy('reject')

export type RejectItems = ReturnType<typeof rejectItems>
