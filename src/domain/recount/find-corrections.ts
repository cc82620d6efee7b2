import { userId } from '../core/ids.ts'
import { labelerDocumentId, type LabelerDocument } from '../model/items/counters.ts'
import type { CounterDifference } from '../model/operations/operation.ts'
import type { BatchOperation, Stored, StoredDocument } from '../ports/store.ts'
import type { ItemCounts } from './count-items.ts'
import { fromPaths, toPaths, type CountsByPath } from './counter-paths.ts'
import type { StoredCounts } from './stored-counts.ts'

/** What is wrong in one document, and the write that makes it right. */
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

const put = (stored: Stored | undefined, document: StoredDocument): BatchOperation =>
  stored ? { type: 'replace', document, ifMatch: stored.etag } : { type: 'create', document }

/** The counts of a labeler that follow from items; `submitted` and `rejected` count what happened, ever. */
interface Held {
  readonly labeled?: number
  readonly skipped?: number
}

const heldBy = ({ labeled = 0, skipped = 0 }: Held = {}) => ({ labeled, skipped })

/** A new document begins as if the answers that hold were the only ones ever submitted. */
const labelerDocument = (
  user: string,
  stored: Stored<LabelerDocument> | undefined,
  held: Required<Held>,
): LabelerDocument => {
  if (stored) return { ...stored.document, ...held }
  const submitted = held.labeled + held.skipped
  return {
    id: labelerDocumentId(user),
    kind: 'labeler',
    user: userId.parse(user),
    ...held,
    submitted,
    rejected: 0,
  }
}

/** Holds the documents that count a segment against its items. */
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
      operation: put(counters, fromPaths(counted.counters)),
    },
    ...users.map((user): Correction => {
      const known = stored.labelers.get(user)
      const held = heldBy(counted.labelers.get(user))
      return {
        differences: differencesOf(segment, `labelers.${user}.`, heldBy(known?.document), held),
        operation: put(known, labelerDocument(user, known, held)),
      }
    }),
  ].filter(({ differences }) => differences.length > 0)
}
