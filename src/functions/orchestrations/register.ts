import * as df from 'durable-functions'
import { orchestrationNames } from '../../domain/ports/orchestration-names.ts'
import { activities } from './activities.ts'
import { runActivity, type WorkDeps } from './activity.ts'
import type { WorkTiming } from './call.ts'
import { deleteProject } from './delete-project.ts'
import { exportProject } from './export-project.ts'
import { importProject } from './import-project.ts'
import type { Orchestrator } from './orchestrate.ts'
import { refreshProject } from './refresh-project.ts'

export const createOrchestrators = (
  timing: WorkTiming,
): Readonly<Record<keyof typeof orchestrationNames, Orchestrator>> => ({
  import: importProject(timing),
  refresh: refreshProject(timing),
  export: exportProject(timing),
  delete: deleteProject(timing),
})

/** The only place that registers orchestrators and activities. */
export const registerOrchestrations = (deps: WorkDeps, timing: WorkTiming): void => {
  const orchestrators = createOrchestrators(timing)
  df.app.orchestration(orchestrationNames.import, orchestrators.import)
  df.app.orchestration(orchestrationNames.refresh, orchestrators.refresh)
  df.app.orchestration(orchestrationNames.export, orchestrators.export)
  df.app.orchestration(orchestrationNames.delete, orchestrators.delete)
  for (const activity of activities)
    df.app.activity(activity.name, {
      handler: (input: unknown, context) => runActivity(activity, deps, input, context.invocationId),
    })
}
