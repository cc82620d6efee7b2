import { userId } from '../core/ids.ts'
import { labelerDocumentId, type LabelerDocument } from '../model/items/counters.ts'
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
interface AnswersInForce {
  readonly labeled?: number
  readonly skipped?: number
}

const answersInForce = ({ labeled = 0, skipped = 0 }: AnswersInForce = {}) => ({ labeled, skipped })

/** A new document assumes that the answers in force are the only ones that were ever submitted. */
const labelerDocument = (
  user: string,
  stored: Stored<LabelerDocument> | undefined,
  inForce: Required<AnswersInForce>,
): LabelerDocument => {
  if (stored) return { ...stored.document, ...inForce }
  const submitted = inForce.labeled + inForce.skipped
  return {
    id: labelerDocumentId(user),
    kind: 'labeler',
    user: userId.parse(user),
    ...inForce,
    submitted,
    rejected: 0,
  }
}

/** Compares the counter documents of a segment with the counts of its items. */
export const findCorrections = (
  segment: number,
  stored: StoredCounts,
  counted: ItemCounts,
): readonly Correction[] => {
  const { counters } = stored
  const users = [...new Set([...stored.labelers.keys(), ...counted.labelers.keys()])]
  return [
    {
      differences: differencesOf(segment, '', counters ? toPaths(counters.document) : {}, counted.counters),
      operation: writeOperation(
        counters,
        fromPaths(counted.counters, Math.max(counters?.document.epoch ?? 0, counted.epoch)),
      ),
    },
    ...users.map((user): Correction => {
      const known = stored.labelers.get(user)
      const inForce = answersInForce(counted.labelers.get(user))
      return {
        differences: differencesOf(segment, `labelers.${user}.`, answersInForce(known?.document), inForce),
        operation: writeOperation(known, labelerDocument(user, known, inForce)),
      }
    }),
  ].filter(({ differences }) => differences.length > 0)
}
