import { reviewBy } from './change-items.ts'

/** Approves the labels of items. Returns one result per item. */
export const approveItems = reviewBy('approve')

export type ApproveItems = ReturnType<typeof approveItems>
