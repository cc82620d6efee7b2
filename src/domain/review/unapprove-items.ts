import { reviewBy } from './change-items.ts'

/** Takes back the approvals of items, which are labeled again. Returns one result per item. */
export const unapproveItems = reviewBy('unapprove')

export type UnapproveItems = ReturnType<typeof unapproveItems>
