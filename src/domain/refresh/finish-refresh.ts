import type { Deps } from '../ports/deps.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { shortenTally } from '../model/files/file-report.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { openWork } from '../model/operations/open-work.ts'
import { projectPartition, projects, projectScope } from '../model/projects/project.ts'
import { changeRefresh, refreshes, refreshId } from '../model/refresh/refresh.ts'
import type { RefreshPass } from './refresh-files.ts'
import { reportExactly } from './report-files.ts'
import type { WalkPosition } from './walk-files.ts'

/**
 * The last step of a refresh. A project whose import had failed is complete now and can be labeled. Idempotent.
 * @throws WorkStopped
 */
export const finishRefresh =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string, { full, before }: RefreshPass, position: WalkPosition): Promise<void> => {
    const { files, names, listedAt } = position
    const { operation, project } = await openWork(deps.store, id, 'refresh')
    const stored = await refreshes.read(deps.store, projectScope(operation.projectUid), refreshId)
    // Without the claim another refresh may have changed items.
    if (before && stored?.document.running?.operation === operation.id)
      await reportExactly(deps, id, project.document, before, position)
    await changeDocument(deps.store, projects, projectPartition, project.document.id, (document) => {
      if (document.uid !== operation.projectUid || document.status !== 'Failed') return undefined
      const { error: _, ...rest } = document
      return { ...rest, status: 'Running' as const, updatedAt: deps.now() }
    })
    // Release the claim before the operation ends. If a crash keeps the claim, the next run sees that its operation has ended.
    await changeRefresh(deps.store, operation.projectUid, (refresh) => {
      if (refresh.running?.operation !== operation.id) return undefined
      const { running, ...rest } = refresh
      return {
        ...rest,
        lastOperation: operation.id,
        // A pass that does not know its time leaves that of an earlier one, so the next pass covers more.
        ...(listedAt === undefined ? {} : { lastListedAt: listedAt }),
        lastCompletedAt: deps.now(),
        ...(full ? { lastFullAt: running.claimedAt } : {}),
        names,
        known: files.chosen,
        files: shortenTally(files),
      }
    })
    await endOperation(deps, id, { status: 'Succeeded', done: files.chosen })
  }
