import type { Deps } from '../ports/deps.ts'
import { openWork, WorkStopped } from '../model/operations/open-work.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import { projectPartition, projects, projectScope } from '../model/projects/project.ts'
import { withoutGuidance } from '../model/labels/label-class.ts'
import { hashClassPaths, renamedSince } from '../model/exports/class-paths.ts'
import { exportPlanId, exportPlans, type ExportPlan } from '../model/exports/export.ts'
import { refreshes, refreshId } from '../model/refresh/refresh.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { takeSnapshots } from '../model/items/snapshots.ts'
import type { Store } from '../ports/store.ts'

/**
 * The first step of an export: takes its snapshot, after every answer that was acknowledged before the export was requested.
 * @returns The number of segments to write.
 * @throws WorkStopped, also without a plan: the export was refused after its intent was written, or was away for longer than
 * plans are kept. `closeWork` then ends its record, if there is one.
 */
export const beginExport =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string): Promise<number> => {
    const { operation } = await openWork(deps.store, id, 'export')
    const scope = projectScope(operation.projectUid)
    const plan = (await exportPlans.read(deps.store, scope, exportPlanId(operation.export)))?.document
    if (!plan) throw new WorkStopped(`The export of operation ${id} has no plan`)
    if (!plan.snapshot) await keepSnapshot(deps.store, scope, plan)
    await progressOperation(deps, id, { done: 0 })
    return plan.segments
  }

/**
 * Takes the snapshot, and then the classes: every label of the snapshot has a class that was there before it. A repeated step
 * may have taken another snapshot; the first that is stored counts.
 */
const keepSnapshot = async (store: Store, scope: string, plan: ExportPlan): Promise<void> => {
  const snapshot = [...(await takeSnapshots(store, plan))]
  await store.fence('workspace', projectPartition)
  const project = (await projects.read(store, projectPartition, plan.project))?.document
  const classes = project?.uid === plan.uid ? project.classes.map(withoutGuidance) : plan.classes
  const files = (await refreshes.read(store, scope, refreshId))?.document.files
  await changeDocument(store, exportPlans, scope, plan.id, (known) => {
    if (known.snapshot) return undefined
    const { since } = known
    const renamed = since && renamedSince(since.classPaths, hashClassPaths(classes))
    const found = files && { sourceFiles: files }
    return {
      ...known,
      ...found,
      snapshot,
      classes,
      ...(since && { since: { ...since, renamed: renamed ?? [] } }),
    }
  })
}
