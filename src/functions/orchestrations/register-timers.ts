import * as df from 'durable-functions'
import type { DurableClient } from 'durable-functions'
import { expireExports } from '../../domain/exports/expire-exports.ts'
import { resumeOperations, type ResumeDeps } from '../../domain/operations/resume-operations.ts'
import { fencedReads } from '../../domain/model/documents/fenced-reads.ts'
import type { Workflows } from '../../domain/ports/workflows.ts'
import { measureProjects } from '../../domain/projects/measure-projects.ts'
import { repairProjects } from '../../domain/projects/repair-projects.ts'
import type { Telemetry } from '../../domain/ports/telemetry.ts'
import { refreshProjects } from '../../domain/refresh/refresh-projects.ts'
import type { WorkDeps } from './activity.ts'

interface TimerDeps extends Pick<WorkDeps, 'store' | 'now' | 'newId' | 'log'>, ResumeDeps {
  /** NCRONTAB. */
  readonly resumeSchedule: string
  /** Without telemetry the timer of the measurements is not registered. */
  readonly telemetry?: Telemetry | undefined
  readonly openWorkflows: (client: DurableClient) => Workflows
}

/** Each run of a timer may be in a process of its own, whose reads have seen no write of the others. */
const behindFence = (deps: TimerDeps): TimerDeps => ({ ...deps, store: fencedReads(deps.store) })

/** The only place that registers timers. Each timer can be missed or run twice without harm. */
export const registerTimers = (deps: TimerDeps): void => {
  df.app.client.timer('resumeOperations', {
    schedule: deps.resumeSchedule,
    handler: async (_timer, client) => {
      const { failed } = await resumeOperations(behindFence(deps), deps.openWorkflows(client))
      if (failed > 0)
        deps.log('Warning', 'Operations could not be started; the next run retries them', { failed })
    },
  })
  df.app.client.timer('refreshProjects', {
    schedule: '%REFRESH_SCHEDULE%',
    handler: async (_timer, client) => {
      const workflows = deps.openWorkflows(client)
      const repair = await repairProjects(behindFence(deps), workflows)
      if (repair.repaired + repair.failed > 0)
        deps.log('Warning', 'Projects were left between two writes; they are repaired', { ...repair })
      const { started, failed } = await refreshProjects(behindFence(deps), workflows)
      deps.log(failed > 0 ? 'Warning' : 'Information', 'Projects are refreshed', { started, failed })
    },
  })
  df.app.client.timer('expireExports', {
    schedule: '0 20 * * * *',
    handler: async (_timer, client) => {
      const { started, failed } = await expireExports(behindFence(deps), deps.openWorkflows(client))
      if (failed > 0)
        deps.log(
          'Warning',
          'Exports beyond their age limit could not be deleted; the next run retries them',
          {
            started,
            failed,
          },
        )
    },
  })
  const { telemetry } = deps
  if (telemetry)
    df.app.client.timer('measureProjects', {
      schedule: '30 */5 * * * *',
      handler: async () => {
        await measureProjects({ ...deps, telemetry })
      },
    })
}
