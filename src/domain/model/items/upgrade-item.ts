interface OldAnswer {
  readonly by: string
  readonly at: number
}

interface OldPast {
  readonly answer: OldAnswer
  readonly endedAt: number
  readonly endedBy: string
  readonly action: string
}

interface OldItem {
  readonly answer?: OldAnswer
  readonly history: readonly OldPast[]
}

const isOldItem = (document: unknown): document is OldItem =>
  typeof document === 'object' && document !== null && 'history' in document && !('answers' in document)

/** A reviewer's label ended the decision before it: same person, same time. */
const isByReviewer = ({ by, at }: OldAnswer, last: OldPast | undefined): boolean =>
  last?.action === 'Relabeled' && last.endedBy === by && last.endedAt === at

const decisionOf = (answer: OldAnswer, last: OldPast | undefined) =>
  isByReviewer(answer, last)
    ? { answers: [], decision: { source: 'Reviewer', ...answer } }
    : { answers: [answer], decision: { source: 'Labeler' } }

/**
 * Upgrades an item of version 0.1.0, which had one `answer`, no `decision`, and answers in its history. The schema
 * validates the result.
 */
export const upgradeItem = (document: unknown): unknown => {
  if (!isOldItem(document)) return document
  const { answer, history, ...rest } = document
  return {
    ...rest,
    ...(answer ? decisionOf(answer, history.at(-1)) : { answers: [] }),
    history: history.map(({ answer: past, ...end }, index) => ({
      decision: { source: isByReviewer(past, history[index - 1]) ? 'Reviewer' : 'Labeler', ...past },
      ...end,
    })),
  }
}
