import type { Deps } from '../ports/deps.ts'
import { openWork } from '../model/operations/open-work.ts'
import { applyFiles } from './apply-files.ts'
import { openFiles } from '../model/files/open-files.ts'
import type { ReadDeps } from './read-files.ts'
import { prepareFiles } from './prepare-files.ts'
import { reportFiles } from './report-files.ts'
import { walkFiles, type WalkPosition } from './walk-files.ts'

/**
 * One step of an import: reads the headers of the images on some list pages and creates their items.
 * @throws WorkStopped, DomainError `DatastoreUnreachable`, `DatastoreUnavailable`, `ServiceUnavailable`
 */
export const importFiles =
  (deps: Pick<Deps, 'store' | 'blobs'> & ReadDeps) =>
  async (id: string, from: WalkPosition): Promise<WalkPosition> => {
    const { project } = await openWork(deps.store, id, 'import')
    const { datastore } = project.document
    const files = await openFiles(deps, project.document)
    return walkFiles(files, from, deps.now, {
      datastore,
      visit: async ({ chosen }) => {
        const prepared = await prepareFiles(deps, project.document, files.source, chosen, { assumeNew: true })
        // The headers took their time: the import may have been stopped meanwhile.
        await openWork(deps.store, id, 'import')
        return applyFiles(deps, project.document, prepared)
      },
      report: (position) => reportFiles(deps, id, position, position.continuation === undefined),
    })
  }
