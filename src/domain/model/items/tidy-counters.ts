import type { Day } from '../../core/day.ts'
import type { Store } from '../../ports/store.ts'
import { untilWritten } from '../documents/until-written.ts'
import { counters, countersId, noAnswers, type CountersDocument } from './counters.ts'
import { addCounts, recentKey, recentOf } from './labeler-counts.ts'

/** The days whose answers are counted. */
export const keptDays = 92

type Recent = NonNullable<CountersDocument['recent']>
type Days = NonNullable<CountersDocument['days']>

/** The counts whose name passes the test. */
const pick = (
  counts: Readonly<Record<string, number>>,
  test: (name: string) => boolean,
): Record<string, number> => Object.fromEntries(Object.entries(counts).filter(([name]) => test(name)))

const withoutEntries = ({ labeled, skipped, activeMs }: Recent, gone: ReadonlySet<string>): Recent => {
  const stays = (name: string): boolean => !gone.has(name)
  return { labeled: pick(labeled, stays), skipped: pick(skipped, stays), activeMs: pick(activeMs, stays) }
}

const from = (first: Day, { labeled, skipped, rejected, replaced, activeMs }: Days): Days => {
  const isCounted = (name: string): boolean => Number(name) >= first
  return {
    first,
    labeled: pick(labeled, isCounted),
    skipped: pick(skipped, isCounted),
    rejected: pick(rejected, isCounted),
    replaced: pick(replaced, isCounted),
    activeMs: pick(activeMs, isCounted),
  }
}

/**
 * The counters document with the numbers of days before `today` in the sums, and without the sums of days that are too old.
 * A document of an earlier version gets the form of this one; the first day that it can count in full is the next. That begins
 * a new epoch, so no process goes on with the form that it remembers.
 */
export const tidied = (document: CountersDocument, today: Day): CountersDocument => {
  const { days = { first: today + 1, ...noAnswers }, recent = { labeled: {}, skipped: {}, activeMs: {} } } =
    document
  const first = Math.max(days.first, today - keptDays + 1)
  const old = recentOf(document).filter(([day]) => day < today)
  return {
    ...document,
    epoch: document.days ? document.epoch : document.epoch + 1,
    labelers: old.reduce(
      (sums, [, labeler, counts]) => addCounts(sums, labeler, counts),
      document.labelers ?? noAnswers,
    ),
    days: from(
      first,
      old.reduce((sums, [day, , counts]) => addCounts(sums, String(day), counts), days),
    ),
    recent: withoutEntries(recent, new Set(old.map(([day, labeler]) => recentKey(day, labeler)))),
  }
}

/** Tidies the counters of a segment, if they exist. @throws DomainError `ServiceUnavailable` */
export const tidyCounters = (store: Store, partition: string, today: Day): Promise<void> =>
  untilWritten(store, counters.container, partition, async () => {
    const stored = await counters.read(store, partition, countersId)
    if (!stored) return { value: undefined }
    const document = tidied(stored.document, today)
    const result = await store.batch('items', partition, [
      { type: 'replace', document, ifMatch: stored.etag },
    ])
    return result.ok ? { value: undefined } : undefined
  })
