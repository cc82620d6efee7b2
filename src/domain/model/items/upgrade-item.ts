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

/** A reviewer's label ended the decision before it, by the same person at the same moment. */
const isByReviewer = ({ by, at }: OldAnswer, last: OldPast | undefined): boolean =>
  last?.action === 'Relabeled' && last.endedBy === by && last.endedAt === at

const decisionOf = (answer: OldAnswer, last: OldPast | undefined) =>
  isByReviewer(answer, last)
    ? { answers: [], decision: { source: 'Reviewer', ...answer } }
    : { answers: [answer], decision: { source: 'Labeler' } }

/**
 * An item of version 0.1.0 had one `answer` and no `decision`; its history had answers. The schema checks the result.
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
