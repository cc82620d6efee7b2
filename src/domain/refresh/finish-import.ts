import type { Deps } from '../ports/deps.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { findSucceededOperation, openWork } from '../model/operations/open-work.ts'
import { projectPartition, projects } from '../model/projects/project.ts'
import { headerWorkOf, type HeaderWork } from './claim-headers.ts'
import { changeRefresh } from '../model/refresh/refresh.ts'

/**
 * The last step of an import: the project can be labeled. The import counts as a full pass over the files. Idempotent.
 * @returns The header-reading job that follows.
 * @throws WorkStopped
 */
export const finishImport =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string, done: number): Promise<HeaderWork> => {
    const before = await findSucceededOperation(deps.store, id)
    if (before) return headerWorkOf(before)
    const { operation, project } = await openWork(deps.store, id, 'import')
    await changeRefresh(deps.store, operation.projectUid, (refresh) => ({
      ...refresh,
      lastPassStartedAt: operation.startedAt,
      lastCompletedAt: deps.now(),
      lastFullAt: operation.startedAt,
    }))
    // The status may be `Failed`, if a process recorded a failure and crashed, and the resumed import then succeeded.
    await changeDocument(deps.store, projects, projectPartition, project.document.id, (document) => {
      const sameProject = document.uid === operation.projectUid
      if (!sameProject || (document.status !== 'Creating' && document.status !== 'Failed')) return undefined
      const { error: _, ...rest } = document
      return { ...rest, status: 'Running' as const, updatedAt: deps.now() }
    })
    await endOperation(deps, id, { status: 'Succeeded', done })
    return headerWorkOf(operation)
  }
