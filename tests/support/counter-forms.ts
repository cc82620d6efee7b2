import { counters, countersId, labelerDocumentId } from '../../src/domain/model/items/counters.ts'
import { forgetCounters } from '../../src/domain/model/items/known-counters.ts'
import { sharedCounts } from '../../src/domain/model/items/labeler-counts.ts'
import type { Segmented } from '../../src/domain/model/items/read-counters.ts'
import { segmentPartition } from '../../src/domain/model/items/segment.ts'
import { tidied } from '../../src/domain/model/items/tidy-counters.ts'
import type { BatchOperation, Store } from '../../src/domain/ports/store.ts'

/** Gives the counters of a segment the form that version 0.1.0 left: an own document of each labeler, no `returned`. */
export const toOldCounters = async (store: Store, partition: string): Promise<void> => {
  const stored = await counters.read(store, partition, countersId)
  if (!stored) throw new Error('There are no counters')
  const { labelers: _, returned: __, days: ___, recent: ____, ...document } = stored.document
  const result = await store.batch('items', partition, [
    { type: 'replace', document, ifMatch: stored.etag },
    ...[...sharedCounts(stored.document)].map(([user, counts]): BatchOperation => ({
      type: 'create',
      document: { id: labelerDocumentId(user), kind: 'labeler', user, ...counts },
    })),
  ])
  if (!result.ok) throw new Error('The counters changed meanwhile')
  forgetCounters(store, partition)
}

/** Gives the counters of a segment the form that version 0.2.0 left: no days. */
const toUndatedCounters = async (store: Store, partition: string): Promise<void> => {
  const stored = await counters.read(store, partition, countersId)
  if (!stored) throw new Error('There are no counters')
  const { days: _, recent: __, ...document } = tidied(stored.document, 1_000_000)
  const result = await store.batch('items', partition, [{ type: 'replace', document, ifMatch: stored.etag }])
  if (!result.ok) throw new Error('The counters changed meanwhile')
  forgetCounters(store, partition)
}

/** Fills the labelers of a segment's counters with people who did nothing, but for one short name. */
const fillCounters = async (store: Store, partition: string): Promise<void> => {
  const stored = await counters.read(store, partition, countersId)
  if (!stored?.document.labelers) throw new Error('There are no counters of labelers')
  const { labelers } = stored.document
  const many = Array.from({ length: 152 }, (_, index) => [`${'idle'.repeat(8)}${100 + index}`.slice(-33), 0])
  const document = {
    ...stored.document,
    labelers: { ...labelers, labeled: { ...Object.fromEntries(many), ...labelers.labeled } },
  }
  const result = await store.batch('items', partition, [{ type: 'replace', document, ifMatch: stored.etag }])
  if (!result.ok) throw new Error('The counters changed meanwhile')
  forgetCounters(store, partition)
}

/**
 * `New`: as they are created. `Old`, `Undated`: as versions 0.1.0 and 0.2.0 left them. `Full`: they have room for one labeler
 * or two.
 */
export const counterForms = ['New', 'Old', 'Undated', 'Full'] as const

const changes = { Old: toOldCounters, Undated: toUndatedCounters, Full: fillCounters }

/** Gives the counters of each segment that has some a form. */
export const giveForm = async (
  store: Store,
  { uid, segments }: Segmented,
  form: (typeof counterForms)[number],
): Promise<void> => {
  for (let segment = 0; segment < segments; segment += 1) {
    const partition = segmentPartition(uid, segment)
    if (form === 'New' || !(await store.read('items', partition, countersId))) continue
    await changes[form](store, partition)
  }
}
