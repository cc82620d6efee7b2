import { userId } from '../core/ids.ts'
import { labelerDocumentId, noCounters, type LabelerDocument } from '../model/items/counters.ts'
import { shareCounters } from '../model/items/known-counters.ts'
import {
  addShared,
  labelerKey,
  labelerKeys,
  labelersOf,
  type LabelerCounts,
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

/** The counters of a labeler that follow from items. `submitted` and `rejected` are totals of all time and do not. */
const answersInForce = ({ labeled = 0, skipped = 0 }: Partial<LabelerCounts> = {}) => ({ labeled, skipped })

interface WrongLabeler {
  readonly user: string
  readonly differences: readonly CounterDifference[]
  /** What is missing in the counters. Of a labeler without any, also the past answers that items still show. */
  readonly missing: LabelerCounts
}

const findWrongLabelers = (
  segment: number,
  stored: ReadonlyMap<string, LabelerCounts>,
  counted: ItemCounts,
): readonly WrongLabeler[] =>
  [...new Set([...stored.keys(), ...counted.labelers.keys()])].flatMap((user): readonly WrongLabeler[] => {
    const known = stored.get(user)
    const [is, shouldBe] = [answersInForce(known), answersInForce(counted.labelers.get(user))]
    const differences = differencesOf(segment, `labelers.${user}.`, is, shouldBe)
    if (differences.length === 0) return []
    const past = known ? undefined : counted.past.get(user)
    const [labeled, skipped] = [shouldBe.labeled - is.labeled, shouldBe.skipped - is.skipped]
    const rejected = past?.rejected ?? 0
    const submitted = labeled + skipped + rejected + (past?.replaced ?? 0)
    return [{ user, differences, missing: { labeled, skipped, rejected, submitted } }]
  })

/** An own document counts all submitted answers, whatever else is wrong; a new one counts those that items still show. */
const correctOwn = (
  user: string,
  stored: Stored<LabelerDocument> | undefined,
  missing: LabelerCounts,
): LabelerDocument =>
  stored
    ? {
        ...stored.document,
        labeled: stored.document.labeled + missing.labeled,
        skipped: stored.document.skipped + missing.skipped,
      }
    : { id: labelerDocumentId(user), kind: 'labeler', user: userId.parse(user), ...missing }

/** Compares the counter documents of a segment with the counts of its items. */
export const findCorrections = (
  segment: number,
  stored: StoredCounts,
  counted: ItemCounts,
): readonly Correction[] => {
  const document = stored.counters?.document ?? noCounters
  const own = [...stored.labelers.values()].map((one) => one.document)
  const wrong = findWrongLabelers(segment, labelersOf(document, own), counted)
  const keys = labelerKeys(document)
  const withoutOwn = wrong.filter(({ user }) => !stored.labelers.has(user)).map(({ user }) => user)
  const shared = shareCounters({ labelers: keys }, withoutOwn)
  const isShared = ({ user }: WrongLabeler): boolean => shared.has(labelerKey(user))
  const { returned: _, ...withoutReturned } = counted.counters
  const counts = document.returned === undefined ? withoutReturned : counted.counters
  return [
    {
      differences: [
        ...differencesOf(segment, '', stored.counters ? toPaths(document) : {}, counts),
        ...wrong.filter(isShared).flatMap(({ differences }) => differences),
      ],
      operation: writeOperation(
        stored.counters,
        fromPaths(counts, {
          epoch: Math.max(document.epoch, counted.epoch),
          labelers: wrong
            .filter(isShared)
            .reduce((labelers, { user, missing }) => addShared(labelers, user, missing), document.labelers),
        }),
      ),
    },
    ...wrong
      .filter((one) => !isShared(one))
      .map(({ user, differences, missing }): Correction => {
        const known = stored.labelers.get(user)
        return { differences, operation: writeOperation(known, correctOwn(user, known, missing)) }
      }),
  ].filter(({ differences }) => differences.length > 0)
}
