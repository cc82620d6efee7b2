import { isDomainError } from '../../core/errors.ts'
import { userId } from '../../core/ids.ts'
import type { Store } from '../../ports/store.ts'
import {
  countersId,
  labelerDayRetention,
  labelerDays,
  labelerDocumentId,
  noCounters,
  type CountersDocument,
  type LabelerDayDocument,
  type LabelerDocument,
} from './counters.ts'
import { noCounts } from './labeler-counts.ts'

const documentOf = (id: string): CountersDocument | LabelerDayDocument | LabelerDocument => {
  if (id === countersId) return noCounters
  if (id.startsWith(`${labelerDays.kind}:`))
    return { id, kind: 'labelerDay', submitted: 0, activeMs: 0, ttl: labelerDayRetention }
  const user = userId.parse(id.slice(labelerDocumentId('').length))
  return { id, kind: 'labeler', user, ...noCounts }
}

/** Creates a counter document of a segment on its first use. */
export const createCounters = async (store: Store, partition: string, id: string): Promise<void> => {
  try {
    // AlreadyExists is fine: a concurrent request has created it.
    await store.batch('items', partition, [{ type: 'create', document: documentOf(id) }])
  } catch (error) {
    // The retry of the batch shows whether it was written.
    if (!isDomainError(error, 'ServiceUnavailable')) throw error
  }
}
