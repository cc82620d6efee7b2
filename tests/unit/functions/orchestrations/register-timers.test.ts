import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, jest } from '@jest/globals'
import type { DurableClient } from 'durable-functions'
import {
  createTimers,
  registerTimers,
  runTimer,
  type TimerDeps,
} from '../../../../src/functions/orchestrations/register-timers.ts'
import { createLongWorkWorld } from '../../../support/long-work-world.ts'
import { testSite } from '../../../support/run-workflow.ts'
import { createTelemetryWorld } from '../../../support/telemetry-world.ts'

const client = {} as DurableClient
const guest = { name: 'guest-laptop', adopts: [], isGuest: true }

const start = async (changes: Partial<TimerDeps> = {}) => {
  const world = await createLongWorkWorld({ status: 'Running' })
  const { telemetry, points } = createTelemetryWorld()
  const lines: [string, string][] = []
  const deps: TimerDeps = {
    ...world.deps,
    log: (level, message) => lines.push([level, message]),
    resumeSchedule: '0 * * * * *',
    resumeAfter: 30_000,
    stuckAfter: 3_600_000,
    site: testSite,
    telemetry,
    openWorkflows: (_client, site) => ({ ...world.workflows, site }),
    openHistory: () => ({ purge: () => Promise.resolve(1) }),
    ...changes,
  }
  return { world, deps, lines, timers: createTimers(deps), points }
}

const runsIn = (points: Awaited<ReturnType<ReturnType<typeof createTelemetryWorld>['points']>>) =>
  points.filter(({ name }) => name === 'etiquette.timer.runs').map(({ attributes }) => attributes)

describe('the timers', () => {
  it('count each of their runs', async () => {
    const { deps, timers, points } = await start()
    for (const timer of timers) await runTimer(timer, deps, client)
    expect(timers.length).toBeGreaterThan(4)
    expect(runsIn(await points())).toEqual(timers.map(({ name }) => ({ timer: name, outcome: 'ok' })))
  })

  it('count a run that failed, too', async () => {
    const { deps, timers, points } = await start({
      openHistory: () => ({ purge: () => Promise.reject(new Error('down')) }),
    })
    const purge = timers.find(({ name }) => name === 'purgeInstances')!
    await expect(runTimer(purge, deps, client)).rejects.toThrow('down')
    expect(runsIn(await points())).toEqual([{ timer: 'purgeInstances', outcome: 'failed' }])
  })

  it('are registered in one place only', () => {
    const root = join(__dirname, '../../../../src')
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.ts'),
    )
    const registering = files.filter((path) => readFileSync(join(root, path), 'utf8').includes('.timer('))
    expect(registering).toEqual(['functions/orchestrations/register-timers.ts'])
  })

  it('begin no work on a guest', async () => {
    const { timers } = await start({ site: guest })
    expect(timers.map(({ name }) => name)).toEqual(['resumeOperations', 'purgeInstances', 'measureProjects'])
  })

  it('tell a guest at its start why it has fewer, and no other site', async () => {
    // The functions package says that it registers nothing without a host.
    const warn = jest.spyOn(console, 'warn').mockReturnValue()
    const other = await start()
    registerTimers(other.deps)
    expect(other.lines).toEqual([])
    const { deps, lines } = await start({ site: guest })
    registerTimers(deps)
    expect(lines).toEqual([
      ['Warning', expect.stringMatching(/is a guest, because .* set WEBSITE_SITE_NAME/)],
    ])
    warn.mockRestore()
  })

  it('that begin or resume work are off in the settings of a developer', async () => {
    const names = (await start()).timers.filter(({ beginsWork }) => beginsWork).map(({ name }) => name)
    const sample = readFileSync(join(__dirname, '../../../../local.settings.sample.json'), 'utf8')
    for (const name of [...names, 'resumeOperations'])
      expect(sample).toContain(`"AzureWebJobs.${name}.Disabled": "true"`)
    expect(names).toEqual(['refreshProjects', 'expireExports'])
  })

  it('tell once which other site has open operations', async () => {
    const { world, deps, lines, timers } = await start({ site: guest })
    await world.startImport()
    world.clock.now += 60_000
    const resume = timers.find(({ name }) => name === 'resumeOperations')!
    world.workflows.started.splice(0)
    for (let runs = 0; runs < 3; runs += 1) await runTimer(resume, deps, client)
    expect(world.workflows.started).toEqual([])
    expect(lines).toEqual([['Warning', expect.stringContaining('Another site has open operations')]])
  })

  it('tell once a day which SAS token ends soon, and measure it with each run', async () => {
    const { world, deps, lines, timers, points } = await start()
    const day = 24 * 3600 * 1000
    const addDatastore = (id: string, expiresAt?: number) =>
      world.store.batch('workspace', 'datastore', [
        {
          type: 'create',
          document: {
            id,
            kind: 'datastore',
            type: 'AzureBlob',
            containerUrl: `https://contoso.blob.core.windows.net/${id}`,
            credential: { type: 'Sas', secretName: `datastore-${id}`, ...(expiresAt && { expiresAt }) },
            createdAt: 1,
            createdBy: 'ann',
            updatedAt: 1,
          },
        },
      ])
    await addDatastore('later', world.clock.now + 60 * day)
    await addDatastore('soon', world.clock.now + 3 * day)
    await addDatastore('unknown')
    const refresh = timers.find(({ name }) => name === 'refreshProjects')!
    const told = async (runs: number) => {
      lines.splice(0)
      for (let run = 0; run < runs; run += 1) await runTimer(refresh, deps, client)
      return lines.filter(([, message]) => message.startsWith('The SAS token'))
    }
    const line = ['Warning', 'The SAS token of a datastore ends; put the datastore again with a new token']
    expect(await told(3)).toEqual([line])
    const left = (await points()).filter(({ name }) => name === 'etiquette.credential.left')
    expect(left).toMatchObject([
      { attributes: { datastore: 'soon' }, value: { count: 3, max: (3 * day) / 1000 } },
    ])
    world.clock.now += day
    expect(await told(2)).toEqual([line])
    world.clock.now += 60 * day
    expect(await told(2)).toEqual([line, line])
  })
})
