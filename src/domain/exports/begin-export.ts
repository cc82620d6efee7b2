import type { Deps } from '../ports/deps.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { openWork } from '../model/operations/open-work.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import { projectScope } from '../model/projects/project.ts'
import { exportPlanId, exportPlans } from '../model/exports/export.ts'

/**
 * The first step of an export.
 * @returns The number of segments to write; undefined if the export was refused after its intent was written.
 * @throws WorkStopped
 */
export const beginExport =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string): Promise<number | undefined> => {
    const { operation } = await openWork(deps.store, id, 'export')
    const plan = await exportPlans.read(
      deps.store,
      projectScope(operation.projectUid),
      exportPlanId(operation.export),
    )
    if (!plan) {
      await endOperation(deps, id, { status: 'Canceled' })
      return undefined
    }
    await progressOperation(deps, id, { done: 0 })
    return plan.document.segments
  }
