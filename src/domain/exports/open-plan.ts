import type { AllowedHosts } from '../model/datastores/container-url.ts'
import { withPresentUrl } from '../model/datastores/own-account.ts'
import { WorkStopped } from '../model/operations/open-work.ts'
import { projectScope } from '../model/projects/project.ts'
import type { Store } from '../ports/store.ts'
import { exportPlanId, exportPlans, type ExportPlan } from '../model/exports/export.ts'

export interface PlanDeps {
  readonly store: Store
  readonly allowedHosts: AllowedHosts
}

/** Reads the plan of an export. @throws WorkStopped if the export was refused at its start, or its plan has expired */
export const openPlan = async (
  { store, allowedHosts }: PlanDeps,
  uid: string,
  id: string,
): Promise<ExportPlan> => {
  const plan = await exportPlans.read(store, projectScope(uid), exportPlanId(id))
  if (!plan) throw new WorkStopped(`There is no export ${id}`)
  return withPresentUrl(plan.document, allowedHosts)
}
