import type { Deps } from '../ports/deps.ts'
import { openWork } from '../model/operations/open-work.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import { applyFiles } from './apply-files.ts'
import { openFiles } from '../model/files/open-files.ts'
import { walkFiles, type WalkPosition } from './walk-files.ts'

/**
 * One step of an import: creates the items for some list pages of files.
 * @throws WorkStopped, DomainError `DatastoreUnreachable`, `ServiceUnavailable`
 */
export const importFiles =
  (deps: Pick<Deps, 'store' | 'blobs' | 'now'>) =>
  async (id: string, from: WalkPosition): Promise<WalkPosition> => {
    const { project } = await openWork(deps.store, id, 'import')
    const files = await openFiles(deps, project.document)
    return walkFiles(files, from, deps.now, async ({ chosen, done }) => {
      await openWork(deps.store, id, 'import')
      await applyFiles(deps, project.document, chosen, { assumeNew: true })
      await progressOperation(deps, id, { done })
    })
  }
