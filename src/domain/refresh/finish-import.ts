import type { Deps } from '../ports/deps.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { shortenTally } from '../model/files/file-report.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { openWork } from '../model/operations/open-work.ts'
import { projectPartition, projects } from '../model/projects/project.ts'
import { changeRefresh } from '../model/refresh/refresh.ts'
import { noItems } from './exact-changes.ts'
import { reportExactly } from './report-files.ts'
import type { WalkPosition } from './walk-files.ts'

/**
 * The last step of an import: the project can be labeled. The import counts as a full pass over the files. Idempotent.
 * @throws WorkStopped
 */
export const finishImport =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string, position: WalkPosition): Promise<void> => {
    const { files, names, listedAt } = position
    const { operation, project } = await openWork(deps.store, id, 'import')
    // A project that runs already may have been refreshed since.
    if (project.document.status !== 'Running')
      await reportExactly(deps, id, project.document, noItems, position)
    await changeRefresh(deps.store, operation.projectUid, (refresh) => ({
      ...refresh,
      ...(listedAt === undefined ? {} : { lastListedAt: listedAt }),
      lastCompletedAt: deps.now(),
      lastFullAt: operation.startedAt,
      names,
      known: files.chosen,
      files: shortenTally(files),
    }))
    // The status may be `Failed`, if a process recorded a failure and crashed, and the resumed import then succeeded.
    await changeDocument(deps.store, projects, projectPartition, project.document.id, (document) => {
      const sameProject = document.uid === operation.projectUid
      if (!sameProject || (document.status !== 'Creating' && document.status !== 'Failed')) return undefined
      const { error: _, ...rest } = document
      return { ...rest, status: 'Running' as const, updatedAt: deps.now() }
    })
    await endOperation(deps, id, { status: 'Succeeded', done: files.chosen })
  }
