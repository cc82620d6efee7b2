import * as df from 'durable-functions'
import type { DurableClient } from 'durable-functions'
import { isFresh, toIso, type Millis } from '../../domain/core/time.ts'
import { watchCredentials } from '../../domain/datastores/watch-credentials.ts'
import { expireExports } from '../../domain/exports/expire-exports.ts'
import { fencedReads } from '../../domain/model/documents/fenced-reads.ts'
import { measureOperations } from '../../domain/operations/measure-operations.ts'
import { purgeInstances } from '../../domain/operations/purge-instances.ts'
import { resumeOperations, type ResumeDeps } from '../../domain/operations/resume-operations.ts'
import { sweepRemains } from '../../domain/operations/sweep-remains.ts'
import { noTelemetry, type Telemetry } from '../../domain/ports/telemetry.ts'
import type { Site, WorkHistory, Workflows } from '../../domain/ports/workflows.ts'
import { measureProjects } from '../../domain/projects/measure-projects.ts'
import { repairProjects } from '../../domain/projects/repair-projects.ts'
import { refreshProjects } from '../../domain/refresh/refresh-projects.ts'
import type { WorkDeps } from './activity.ts'

export interface TimerDeps extends Pick<WorkDeps, 'store' | 'files' | 'now' | 'newId' | 'log'>, ResumeDeps {
  /** NCRONTAB. */
  readonly resumeSchedule: string
  readonly site: Site
  readonly telemetry?: Telemetry | undefined
  readonly openWorkflows: (client: DurableClient, site: Site) => Workflows
  readonly openHistory: (client: DurableClient) => WorkHistory
}

interface Timer {
  readonly name: string
  /** NCRONTAB, or a setting that has it. */
  readonly schedule: string
  /** True if it begins work that no request asked for: a guest has no such timer. */
  readonly beginsWork?: true
  /** True if it only measures: its reads may be a moment old, and cost less. */
  readonly measures?: true
  readonly run: (deps: TimerDeps, client: DurableClient) => Promise<void>
}

/** One line per foreign site and process. */
const createForeignNotes = () => {
  const noted = new Set<string>()
  return ({ log, site }: TimerDeps, foreign: readonly string[]): void => {
    for (const other of foreign.filter((name) => !noted.has(name))) {
      noted.add(other)
      log('Warning', 'Another site has open operations; they are left to it, or see ADOPT_SITES', {
        site: site.name,
        other,
      })
    }
  }
}

const createResumeTimer = ({ resumeSchedule: schedule }: TimerDeps): Timer => {
  const noteForeign = createForeignNotes()
  return {
    name: 'resumeOperations',
    schedule,
    run: async (deps, client) => {
      const { failed, left, ended, foreign } = await resumeOperations(
        deps,
        deps.openWorkflows(client, deps.site),
      )
      noteForeign(deps, foreign)
      if (ended.length > 0)
        deps.log('Warning', 'Long work made no progress; its instances were ended and begin anew', {
          operations: ended.slice(0, 20),
          count: ended.length,
        })
      if (failed + left > 0)
        deps.log('Warning', 'Operations could not be started; the next run retries them', { failed, left })
    },
  }
}

const dayLong: Millis = 24 * 3600 * 1000

/** One line a day and process for each SAS token that ends soon: the timer runs more often. */
const createCredentialNotes = () => {
  const noted = new Map<string, Millis>()
  return async (deps: TimerDeps): Promise<void> => {
    const { log, now, telemetry = noTelemetry } = deps
    const ending = await watchCredentials({ ...deps, telemetry })
    const fresh = ending.filter(
      ({ datastore }) => !isFresh(now(), noted.get(datastore) ?? -Infinity, dayLong),
    )
    for (const { datastore, expiresAt } of fresh) {
      noted.set(datastore, now())
      log('Warning', 'The SAS token of a datastore ends; put the datastore again with a new token', {
        datastore,
        expiresAt: toIso(expiresAt),
        ended: expiresAt <= now(),
      })
    }
    const present = new Set(ending.map(({ datastore }) => datastore))
    for (const datastore of [...noted.keys()].filter((name) => !present.has(name))) noted.delete(datastore)
  }
}

const createRefreshTimer = (noteCredentials = createCredentialNotes()): Timer => ({
  name: 'refreshProjects',
  schedule: '%REFRESH_SCHEDULE%',
  beginsWork: true,
  run: async (deps, client) => {
    const workflows = deps.openWorkflows(client, deps.site)
    const repair = await repairProjects(deps, workflows)
    if (repair.repaired + repair.failed > 0)
      deps.log('Warning', 'Projects were left between two writes; they are repaired', { ...repair })
    const { started, failed } = await refreshProjects(deps, workflows)
    deps.log(failed > 0 ? 'Warning' : 'Information', 'Projects are refreshed', { started, failed })
    await noteCredentials(deps)
  },
})

const expireTimer: Timer = {
  name: 'expireExports',
  schedule: '0 20 * * * *',
  beginsWork: true,
  run: async (deps, client) => {
    const left = await sweepRemains(deps)
    if (left > 0)
      deps.log('Warning', 'Files of exports that have ended could not be deleted; the next run retries it', {
        left,
      })
    const { started, failed } = await expireExports(deps, deps.openWorkflows(client, deps.site))
    if (failed > 0)
      deps.log('Warning', 'Exports beyond their age limit could not be deleted; the next run retries them', {
        started,
        failed,
      })
  },
}

const purgeTimer: Timer = {
  name: 'purgeInstances',
  schedule: '0 45 3 * * *',
  run: async (deps, client) => {
    const { purged, complete } = await purgeInstances(deps, deps.openHistory(client))
    deps.log('Information', 'Instances of ended work are purged', { purged, complete })
  },
}

const createMeasureTimer = (telemetry: Telemetry): Timer => ({
  name: 'measureProjects',
  schedule: '30 */5 * * * *',
  measures: true,
  run: async (deps, client) => {
    await measureOperations({ ...deps, telemetry }, deps.openWorkflows(client, deps.site))
    await measureProjects({ ...deps, telemetry })
  },
})

/** All timers of this process. Each can be missed or run twice without harm. */
export const createTimers = (deps: TimerDeps): readonly Timer[] =>
  [
    createResumeTimer(deps),
    createRefreshTimer(),
    expireTimer,
    purgeTimer,
    ...(deps.telemetry ? [createMeasureTimer(deps.telemetry)] : []),
  ].filter(({ beginsWork }) => !beginsWork || !deps.site.isGuest)

/**
 * Runs a timer once, and counts the run. Each run may be in a process of its own, whose reads have seen no write of the
 * others.
 */
export const runTimer = async (timer: Timer, deps: TimerDeps, client: DurableClient): Promise<void> => {
  const { telemetry = noTelemetry } = deps
  let outcome = 'failed'
  try {
    await timer.run(timer.measures ? deps : { ...deps, store: fencedReads(deps.store) }, client)
    outcome = 'ok'
  } finally {
    telemetry.count('etiquette.timer.runs', 1, { timer: timer.name, outcome })
  }
}

/** A deployment that counts as a guest by mistake would lack its timers without a sign of it. */
const noteGuest = ({ log, site }: TimerDeps): void => {
  if (site.isGuest)
    log(
      'Warning',
      'This process is a guest, because its database is on another machine and it is no app in Azure: no timer of it starts ' +
        'refreshes or deletes old exports, and its open operations end with this machine. If it is the deployment, set ' +
        'WEBSITE_SITE_NAME to a name that stays, and leave WEBSITE_HOSTNAME out or set it to the public name',
      { site: site.name },
    )
}

/** The only place that registers timers. */
export const registerTimers = (deps: TimerDeps): void => {
  noteGuest(deps)
  for (const timer of createTimers(deps))
    df.app.client.timer(timer.name, {
      schedule: timer.schedule,
      handler: (_timer, client) => runTimer(timer, deps, client),
    })
}
