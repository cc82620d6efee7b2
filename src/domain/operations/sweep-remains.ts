import { isDomainError } from '../core/errors.ts'
import type { Millis } from '../core/time.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import { deleteRemains, remains, remainsPartition } from '../model/exports/export-remains.ts'
import type { Deps } from '../ports/deps.ts'
import type { Query } from '../ports/store.ts'
import { sweepExport } from './sweep-export.ts'

/** No further export is swept after this time. */
const runTime: Millis = 3 * 60_000

const allRemains: Query = {
  where: [{ field: 'kind', op: 'eq', value: remains.kind }],
  orderBy: 'id',
  limit: 100,
}

/**
 * Deletes the files of exports that have ended while storage did not delete them. What a run does not reach, or storage
 * still refuses, a later one deletes.
 * @returns The number of exports whose files are still there.
 */
export const sweepRemains = async (deps: Pick<Deps, 'store' | 'files' | 'now'>): Promise<number> => {
  const until = deps.now() + runTime
  let left = 0
  for await (const found of queryAll(deps.store, remains, remainsPartition, allRemains))
    for (const stored of found) {
      if (deps.now() >= until) return left + 1
      try {
        await sweepExport(deps, stored.document)
        await deleteRemains(deps.store, stored)
      } catch (error) {
        if (!isDomainError(error)) throw error
        left += 1
      }
    }
  return left
}
