import type { Deps } from '../core/deps.ts'
import { projectPartition, projects } from '../projects/project.ts'
import { changeRefresh } from '../refresh/refresh.ts'
import { endExport } from '../exports/end-export.ts'
import { changeDocument } from './change-document.ts'
import { endOperation } from './end-operation.ts'
import { operationPartition, operations } from './operation.ts'

export interface Failure {
  readonly code: string
  readonly message: string
}

/**
 * Records that long work has failed for good, on what it was for and on its operation. A project whose import failed
 * keeps its items, and the next refresh takes it up again.
 */
export const failWork =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string, { code, message }: Failure): Promise<void> => {
    const operation = (await operations.read(deps.store, operationPartition, id))?.document
    if (!operation?.open) return
    const error = { code, message }
    if (operation.work === 'import')
      await changeDocument(deps.store, projects, projectPartition, operation.project, (project) =>
        project.uid === operation.projectUid && project.status === 'Creating'
          ? { ...project, status: 'Failed' as const, error, updatedAt: deps.now() }
          : undefined,
      )
    if (operation.work === 'export')
      await endExport(deps, operation.projectUid, operation.export, { status: 'Failed', error })
    if (operation.work === 'refresh')
      await changeRefresh(deps.store, operation.projectUid, (refresh) => {
        if (refresh.running?.operation !== id) return undefined
        const { running: _, ...rest } = refresh
        return rest
      })
    await endOperation(deps, id, { status: 'Failed', error })
  }
