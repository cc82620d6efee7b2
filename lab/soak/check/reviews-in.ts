import type { Call } from '../history/record.ts'

export type Review = 'rejectItems' | 'approveItems' | 'unapproveItems' | 'acceptSkips' | 'labelItem'

const itemsOf = ({ items = [], answers = [] }: Call): readonly string[] => [
  ...items,
  ...answers.map(({ item }) => item),
]

/** How often a call can have done what it asks for to an item: each sending may have, if its answer was not seen. */
export const mostEffects = ({ action, accepted, lost }: Call, item: string): number => {
  // With an ETag only one sending can count.
  if (action === 'labelItem') return 1
  return accepted.has(item) || lost > 0 ? lost + 1 : 0
}

/** What was sent without an answer may be done later than the answer to its repetition. */
export const until = ({ lost, to }: Call): number => (lost > 0 ? Number.POSITIVE_INFINITY : to)

/** The calls of a reviewer that can have done that to an item. */
export type DoneBy = (project: string, action: Review, item: string, by: string) => readonly Call[]

/** The calls of reviewers by what they do, to which item, and who. */
export const reviewsIn = (calls: readonly Call[]): DoneBy => {
  const index = new Map<string, Call[]>()
  for (const call of calls) {
    if (call.action === 'submitPage' || call.outcome === 'refused') continue
    for (const item of itemsOf(call)) {
      if (mostEffects(call, item) === 0) continue
      const key = `${call.project} ${call.action} ${item} ${call.user}`
      const known = index.get(key)
      if (known) known.push(call)
      else index.set(key, [call])
    }
  }
  return (project, action, item, by) => index.get(`${project} ${action} ${item} ${by}`) ?? []
}
