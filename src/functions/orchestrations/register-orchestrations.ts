import * as df from 'durable-functions'
import { orchestrationNames, workKinds, type WorkKind } from '../../domain/ports/orchestration-names.ts'
import { runActivity, type WorkDeps } from './activity.ts'
import type { Orchestrator, WorkTiming } from './orchestrate.ts'

/** The only place that registers orchestrators and activities. A shared activity is registered once. */
export const registerOrchestrations = (
  orchestrators: Readonly<Record<WorkKind, Orchestrator>>,
  deps: WorkDeps,
  timing: WorkTiming,
): void => {
  for (const work of workKinds)
    df.app.orchestration(orchestrationNames[work], orchestrators[work].create(timing))
  for (const step of new Set(workKinds.flatMap((work) => orchestrators[work].steps)))
    df.app.activity(step.name, {
      handler: (input: unknown, context) => runActivity(step, deps, input, context.invocationId),
    })
}
