import { sameAnswer } from './history.ts'
import type { Draft, Entry, PageRecord, RefusedAnswer, StepRecord, TakenRecord } from './records.ts'
import type { PageWork, Work } from './work.ts'

/** What a change of the work writes. */
export interface Changes {
  readonly pages: readonly PageRecord[]
  readonly taken: readonly TakenRecord[]
  readonly drafts: readonly Draft[]
  readonly steps: readonly StepRecord[]
  readonly entries: readonly Entry[]
  readonly refused: readonly RefusedAnswer[]
  readonly gonePages: readonly string[]
  readonly goneEntries: readonly number[]
  readonly goneRefused: readonly number[]
}

export const recordOf = (project: string, page: PageWork): PageRecord => ({
  project,
  page: page.page,
  order: page.order,
  status: page.status,
  reopened: page.reopened,
  sentAt: page.sentAt,
  cursor: page.history.cursor,
  top: page.history.steps.length,
})

const isSameRecord = (one: PageWork, other: PageWork): boolean =>
  one.order === other.order &&
  one.status === other.status &&
  one.reopened === other.reopened &&
  one.sentAt === other.sentAt &&
  one.history.cursor === other.history.cursor &&
  one.history.steps.length === other.history.steps.length

const draftsOf = (project: string, before: PageWork | undefined, after: PageWork): readonly Draft[] => {
  const touched = new Set([
    ...(before ? [...before.history.answers.keys(), ...before.sent] : []),
    ...after.history.answers.keys(),
    ...after.sent,
    ...after.activeMs.keys(),
  ])
  return [...touched]
    .filter(
      (item) =>
        !sameAnswer(before?.history.answers.get(item), after.history.answers.get(item)) ||
        before?.activeMs.get(item) !== after.activeMs.get(item) ||
        (before?.sent.has(item) ?? false) !== after.sent.has(item),
    )
    .map((item) => ({
      project,
      page: after.page,
      item,
      answer: after.history.answers.get(item),
      activeMs: after.activeMs.get(item) ?? 0,
      sent: after.sent.has(item),
    }))
}

const stepsOf = (project: string, before: PageWork | undefined, after: PageWork): readonly StepRecord[] =>
  after.history.steps
    .map((step, number) => ({ step, record: { project, page: after.page, number, changes: step.changes } }))
    .filter(({ step, record }) => before?.history.steps[record.number] !== step)
    .map(({ record }) => record)

const goneOf = <Name>(before: readonly Name[], after: readonly Name[]): readonly Name[] => {
  const left = new Set(after)
  return before.filter((one) => !left.has(one))
}

/** Compares by identity: what is the same object is the same on the disk. */
export const changesBetween = (before: Work, after: Work): Changes => {
  const { project } = after
  const former = new Map(before.pages.map((page) => [page.page, page]))
  const touched = after.pages.filter((page) => former.get(page.page) !== page)
  const known = new Set<Entry | RefusedAnswer>([...before.entries, ...before.refused])
  const goneEntries = goneOf(
    before.entries.map(({ number }) => number),
    after.entries.map(({ number }) => number),
  )
  return {
    pages: touched
      .filter((page) => {
        const old = former.get(page.page)
        return !old || !isSameRecord(old, page)
      })
      .map((page) => recordOf(project, page)),
    taken: touched
      .filter(({ page, taken }) => former.get(page)?.taken !== taken)
      .map(({ page, taken }) => ({ project, page, taken })),
    drafts: touched.flatMap((page) => draftsOf(project, former.get(page.page), page)),
    steps: touched.flatMap((page) => stepsOf(project, former.get(page.page), page)),
    entries: after.entries.filter((entry) => !known.has(entry)),
    refused: after.refused.filter((one) => !known.has(one)),
    gonePages: goneOf(
      [...former.keys()],
      after.pages.map(({ page }) => page),
    ),
    goneEntries,
    goneRefused: goneOf(
      before.refused.map(({ number }) => number),
      after.refused.map(({ number }) => number),
    ),
  }
}
