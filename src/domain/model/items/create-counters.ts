import { isDomainError } from '../../core/errors.ts'
import { userId } from '../../core/ids.ts'
import type { Store } from '../../ports/store.ts'
import {
  countersId,
  labelerDocumentId,
  noCounters,
  type CountersDocument,
  type LabelerDocument,
} from './counters.ts'

/** Creates a counter document of a segment on its first use. */
export const createCounters = async (store: Store, partition: string, id: string): Promise<void> => {
  const document: CountersDocument | LabelerDocument =
    id === countersId
      ? noCounters
      : {
          id,
          kind: 'labeler',
          user: userId.parse(id.slice(labelerDocumentId('').length)),
          labeled: 0,
          skipped: 0,
          rejected: 0,
          submitted: 0,
        }
  try {
    // AlreadyExists is fine: a concurrent request has created it.
    await store.batch('items', partition, [{ type: 'create', document }])
  } catch (error) {
    // The retry of the batch shows whether it was written.
    if (!isDomainError(error, 'ServiceUnavailable')) throw error
  }
}
