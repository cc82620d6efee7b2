import { toDate } from '../core/day.ts'
import type { UserId } from '../core/ids.ts'
import {
  labelerDocumentId,
  noCounters,
  type AnswerMaps,
  type CountersDocument,
  type LabelerDocument,
} from '../model/items/counters.ts'
import { shareCounters } from '../model/items/known-counters.ts'
import {
  addCounts,
  daysOf,
  labelerKey,
  labelerKeys,
  labelersOf,
  noCounts,
  type AnswerCounts,
} from '../model/items/labeler-counts.ts'
import type { CounterDifference } from '../model/operations/operation.ts'
import type { BatchOperation, Stored, StoredDocument } from '../ports/store.ts'
import type { ItemCounts } from './count-items.ts'
import { fromPaths, toPaths, type CountsByPath } from './counter-paths.ts'
import type { StoredCounts } from './stored-counts.ts'

/** The differences of one counter document, and the operation that corrects them. */
export interface Correction {
  readonly differences: readonly CounterDifference[]
  readonly operation: BatchOperation
}

const differencesOf = (
  segment: number,
  prefix: string,
  stored: CountsByPath,
  counted: CountsByPath,
): readonly CounterDifference[] =>
  [...new Set([...Object.keys(stored), ...Object.keys(counted)])].flatMap((path) => {
    const [is, shouldBe] = [stored[path] ?? 0, counted[path] ?? 0]
    return is === shouldBe ? [] : [{ segment, counter: `${prefix}${path}`, stored: is, counted: shouldBe }]
  })

const writeOperation = (stored: Stored | undefined, document: StoredDocument): BatchOperation =>
  stored ? { type: 'replace', document, ifMatch: stored.etag } : { type: 'create', document }

/** The counters of answers that follow from items. The others are totals of all time and do not. */
const answersInForce = ({ labeled, skipped }: AnswerCounts) => ({ labeled, skipped })

interface WrongCounts<K> {
  readonly key: K
  readonly differences: readonly CounterDifference[]
  /** What is missing in the counters. Where there are none, also the past answers that items still show. */
  readonly missing: AnswerCounts
}

const findWrong = <K>(
  stored: ReadonlyMap<K, AnswerCounts>,
  counted: ReadonlyMap<K, AnswerCounts>,
  compare: (key: K, stored: CountsByPath, counted: CountsByPath) => readonly CounterDifference[],
): readonly WrongCounts<K>[] =>
  [...new Set([...stored.keys(), ...counted.keys()])].flatMap((key): readonly WrongCounts<K>[] => {
    const known = stored.get(key)
    const all = counted.get(key) ?? noCounts
    const [is, shouldBe] = [answersInForce(known ?? noCounts), answersInForce(all)]
    const differences = compare(key, is, shouldBe)
    if (differences.length === 0) return []
    if (!known) return [{ key, differences, missing: all }]
    const [labeled, skipped] = [shouldBe.labeled - is.labeled, shouldBe.skipped - is.skipped]
    return [{ key, differences, missing: { ...noCounts, labeled, skipped, submitted: labeled + skipped } }]
  })

/** The days that the segment counts. */
const countedDays = ({ days }: CountersDocument, counted: ItemCounts): ItemCounts['days'] =>
  new Map([...counted.days].filter(([day]) => days !== undefined && day >= days.first))

const addMissing = <T extends AnswerMaps, K>(
  maps: T,
  wrong: readonly WrongCounts<K>[],
  nameOf: (key: K) => string,
): T => wrong.reduce((sums, { key, missing }) => addCounts(sums, nameOf(key), missing), maps)

/** An own document counts all submitted answers, whatever else is wrong; a new one counts those that items still show. */
const correctOwn = (
  user: UserId,
  stored: Stored<LabelerDocument> | undefined,
  missing: AnswerCounts,
): LabelerDocument =>
  stored
    ? {
        ...stored.document,
        labeled: stored.document.labeled + missing.labeled,
        skipped: stored.document.skipped + missing.skipped,
      }
    : { id: labelerDocumentId(user), kind: 'labeler', user, ...missing }

/** Compares the counter documents of a segment with the counts of its items. */
export const findCorrections = (
  segment: number,
  stored: StoredCounts,
  counted: ItemCounts,
): readonly Correction[] => {
  const document = stored.counters?.document ?? noCounters
  const own = new Map([...stored.labelers.values()].map((one) => [one.document.user, one] as const))
  const wrong = findWrong(
    labelersOf(
      document,
      [...own.values()].map((one) => one.document),
    ),
    counted.labelers,
    (user, ...counts) => differencesOf(segment, `labelers.${user}.`, ...counts),
  )
  const wrongDays = findWrong(daysOf(document), countedDays(document, counted), (day, ...counts) =>
    differencesOf(segment, `days.${toDate(day)}.`, ...counts),
  )
  const shared = shareCounters(
    { labelers: labelerKeys(document) },
    wrong.filter(({ key }) => !own.has(key)).map(({ key }) => key),
  )
  const wrongShared = wrong.filter(({ key }) => shared.has(labelerKey(key)))
  const { returned: _, ...withoutReturned } = counted.counters
  const counts = document.returned === undefined ? withoutReturned : counted.counters
  return [
    {
      differences: [
        ...differencesOf(segment, '', stored.counters ? toPaths(document) : {}, counts),
        ...[...wrongShared, ...wrongDays].flatMap(({ differences }) => differences),
      ],
      operation: writeOperation(
        stored.counters,
        fromPaths(counts, {
          ...document,
          epoch: Math.max(document.epoch, counted.epoch),
          labelers: document.labelers && addMissing(document.labelers, wrongShared, labelerKey),
          days: document.days && addMissing(document.days, wrongDays, String),
        }),
      ),
    },
    ...wrong
      .filter((one) => !wrongShared.includes(one))
      .map(({ key, differences, missing }): Correction => {
        const known = own.get(key)
        return { differences, operation: writeOperation(known, correctOwn(key, known, missing)) }
      }),
  ].filter(({ differences }) => differences.length > 0)
}
