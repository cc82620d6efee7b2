import type {
  Draft,
  Entry,
  GivenAnswer,
  PageRecord,
  RefusedAnswer,
  StepRecord,
  TakenRecord,
} from './records.ts'
import type { PageWork, Work } from './work.ts'

/** What the disk has of a project. */
export interface Stored {
  readonly pages: readonly PageRecord[]
  readonly taken: readonly TakenRecord[]
  readonly drafts: readonly Draft[]
  readonly steps: readonly StepRecord[]
  readonly entries: readonly Entry[]
  readonly refused: readonly RefusedAnswer[]
}

const pageOf = (
  record: PageRecord,
  allDrafts: readonly Draft[],
  allSteps: readonly StepRecord[],
  taken: TakenRecord['taken'],
): PageWork => {
  const { page, order, status, reopened, sentAt, cursor, top } = record
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
  pages: stored.pages.flatMap((record) => {
    const taken = stored.taken.find(({ page }) => page === record.page)?.taken
    return taken ? [pageOf(record, stored.drafts, stored.steps, taken)] : []
  }),
  entries: stored.entries,
  refused: stored.refused,
})
