import type { Deps } from '../core/deps.ts'
import { endOperation } from '../operations/end-operation.ts'
import { openWork } from '../operations/open-work.ts'
import { progressOperation } from '../operations/progress-operation.ts'
import { projectScope } from '../projects/project.ts'
import { exportPlanId, exportPlans } from './export.ts'

/**
 * @returns How many segments there are to write; undefined if the export was refused after its intent was written.
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
