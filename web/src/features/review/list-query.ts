import type { operations } from '../../api/schema.d.ts'
import { isItemState } from '../../items/item-states.ts'
import type { ItemFilter } from '../../items/item-filter.ts'

export type ItemListQuery = NonNullable<operations['listItems']['parameters']['query']>

export const problems = [
  'any',
  'NotAnImage',
  'Truncated',
  'Unreadable',
  'Oversized',
  'NotDisplayable',
] as const
type Problem = (typeof problems)[number]
const isProblem = (text: unknown): text is Problem => problems.some((problem) => problem === text)

const day = /^(\d{4})-(\d{2})-(\d{2})$/

/** The start of a day of the person's calendar, or of a later one; any other text stays as it is. */
const startOfDay = (text: string, later: number): string => {
  const [, year, month, date] = day.exec(text) ?? []
  return year === undefined
    ? text
    : new Date(Number(year), Number(month) - 1, Number(date) + later).toISOString()
}

/** The filter as the API takes it. The day in `to` is part of the time. */
export const listQueryOf = (filter: ItemFilter): ItemListQuery => {
  const { state, class: path, labeledBy, pathPrefix, problem, from, to, ...rest } = filter
  return {
    ...rest,
    ...(isItemState(state) ? { state } : {}),
    ...(path === undefined ? {} : { class: path }),
    ...(labeledBy === undefined ? {} : { labeler: labeledBy }),
    ...(pathPrefix === undefined ? {} : { pathPrefix }),
    ...(isProblem(problem) ? { problem } : {}),
    ...(from === undefined ? {} : { from: startOfDay(from, 0) }),
    ...(to === undefined ? {} : { to: startOfDay(to, 1) }),
  }
}
