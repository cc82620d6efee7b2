import type { Draft, Entry, GivenAnswer, PageRecord, RefusedAnswer, StepRecord } from './records.ts'
import type { PageWork, Work } from './work.ts'

/** What the disk has of a project. */
export interface Stored {
  readonly pages: readonly PageRecord[]
  readonly drafts: readonly Draft[]
  readonly steps: readonly StepRecord[]
  readonly entries: readonly Entry[]
  readonly refused: readonly RefusedAnswer[]
}

const pageOf = (
  record: PageRecord,
  allDrafts: readonly Draft[],
  allSteps: readonly StepRecord[],
): PageWork => {
  const { page, order, status, taken, reopened, sentAt, cursor, top } = record
  const drafts = allDrafts.filter((draft) => draft.page === page)
  const answers = drafts.flatMap(({ item, answer }): readonly (readonly [string, GivenAnswer])[] =>
    answer ? [[item, answer]] : [],
  )
  const steps = allSteps
    // Steps beyond the top were undone and then replaced by another gesture.
    .filter((step) => step.page === page && step.number < top)
    .toSorted((one, other) => one.number - other.number)
    .map(({ changes }) => ({ changes }))
  return {
    page,
    order,
    status,
    taken,
    reopened,
    sentAt,
    history: { answers: new Map(answers), steps, cursor },
    activeMs: new Map(
      drafts.filter(({ activeMs }) => activeMs > 0).map(({ item, activeMs }) => [item, activeMs]),
    ),
    sent: new Set(drafts.filter(({ sent }) => sent).map(({ item }) => item)),
  }
}

export const restoreWork = (project: string, stored: Stored): Work => ({
  project,
  pages: stored.pages.map((record) => pageOf(record, stored.drafts, stored.steps)),
  entries: stored.entries,
  refused: stored.refused,
})
