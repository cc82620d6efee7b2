import { isDomainError } from '../../core/errors.ts'
import type { Query, Store } from '../../ports/store.ts'
import { queryAll } from '../documents/query-documents.ts'
import { projectPartition, projects, type ProjectDocument } from './project.ts'

const query: Query = {
  where: [{ field: 'kind', op: 'eq', value: projects.kind }],
  orderBy: 'id',
  limit: 100,
}

/**
 * Visits all projects, for a timer. A project whose visit fails because the store does not answer is left to the next run.
 * @param isEnough Ends the walk before the next visit.
 * @returns The number of visits that failed.
 */
export const forEachProject = async (
  store: Store,
  visit: (project: ProjectDocument) => Promise<void>,
  isEnough: () => boolean = () => false,
): Promise<number> => {
  let failed = 0
  for await (const documents of queryAll(store, projects, projectPartition, query))
    for (const { document } of documents) {
      if (isEnough()) return failed
      try {
        await visit(document)
      } catch (error) {
        if (!isDomainError(error, 'ServiceUnavailable', 'TooManyRequests')) throw error
        failed += 1
      }
    }
  return failed
}
