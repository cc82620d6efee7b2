import { describe, expect, it } from '@jest/globals'
import type { DurableClient } from 'durable-functions'
import { operations, operationStatuses } from '../../../../src/domain/model/operations/operation.ts'
import { observeStore } from '../../../../src/adapters/telemetry/observe-store.ts'
import {
  createTimers,
  runTimer,
  type TimerDeps,
} from '../../../../src/functions/orchestrations/register-timers.ts'
import {
  metrics,
  noTelemetry,
  type Attributes,
  type Telemetry,
} from '../../../../src/domain/ports/telemetry.ts'
import { askForExport, startWithImages } from '../../../support/export-world.ts'
import { testSite } from '../../../support/run-workflow.ts'
import { deploymentOf, readText } from '../deployments.ts'

const rules = new Map(
  [...deploymentOf('alerts')]
    .filter(([name]) => name.includes('/scheduledQueryRules/'))
    .map(([name, lines]) => [name.split('/').at(-1) ?? '', lines]),
)
const queryOf = (name: string): string => rules.get(name)?.get('criteria.allOf[0].query') ?? ''
const dimensionsOf = (name: string): readonly string[] =>
  [...(rules.get(name) ?? [])]
    .filter(([path]) => path.startsWith('criteria.allOf[0].dimensions'))
    .flatMap(([, text]) => [...text.matchAll(/"name":"(\w+)"/g)].map(([, found]) => found ?? ''))

describe('alerts', () => {
  it('look for what the service measures', () => {
    const measured = [...rules.keys()].flatMap((name) =>
      [...queryOf(name).matchAll(/Name == "([\w.]+)"/g)].map(([, found]) => found ?? ''),
    )
    expect(measured).toHaveLength(6)
    expect(measured.filter((name) => !Object.keys(metrics).includes(name))).toEqual([])
  })

  it('name project, export, work, timer and datastore where the query has them', () => {
    expect(Object.fromEntries([...rules.keys()].map((name) => [name, dimensionsOf(name)]))).toEqual({
      'failed-exports': ['Project', 'Export'],
      'refresh-overdue': ['Project'],
      'service-silent': [],
      'timer-missing': ['Timer'],
      'operation-stuck': ['Project', 'Work'],
      'credential-ends': ['Datastore'],
    })
    for (const name of rules.keys())
      for (const dimension of dimensionsOf(name))
        expect(queryOf(name)).toMatch(new RegExp(String.raw`\b${dimension}(?: =|: string)`))
  })

  it('send a mail for each export that fails: nothing ends such an alert', () => {
    const resolved = [...rules]
      .filter(([, lines]) => lines.get('autoMitigate') === 'true')
      .map(([name]) => name)
    expect(resolved).toEqual([...rules.keys()].filter((name) => name !== 'failed-exports'))
  })

  it('wait for no operation that another site runs, or that an operator holds', () => {
    expect(queryOf('operation-stuck')).toContain('where Properties.holder == "Own"')
  })

  it('name work and status as operations have them', () => {
    const failed = { work: 'export', status: 'Failed' }
    const filter = Object.entries(failed).map(([name, value]) => `Properties.${name} == "${value}"`)
    expect(queryOf('failed-exports')).toContain(filter.join(' and '))
    expect(operationStatuses).toContain(failed.status)
    const { document } = operations.parse({
      document: {
        id: 'o1',
        kind: 'operation',
        ...failed,
        project: 'p',
        projectUid: 'u',
        export: 'e1',
        startedAt: 0,
        startedBy: 'me',
        done: 0,
      },
      etag: '',
    })
    expect(document).toMatchObject(failed)
  })
})

/** The attributes that the service records, by metric, in a life with an export, a SAS token that ended and a run of each timer. */
const recordAll = async (): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const world = await startWithImages(1, { incrementalRefresh: 'Enabled' })
  const recorded = new Map<string, Set<string>>()
  const note = (name: string, _: number, attributes: Attributes = {}): void => {
    const known = recorded.get(name) ?? new Set()
    recorded.set(name, known)
    for (const attribute of Object.keys(attributes)) known.add(attribute)
  }
  const telemetry: Telemetry = { ...noTelemetry, count: note, record: note }
  const deps = { ...world.deps, telemetry, store: observeStore(world.store, telemetry) }
  await askForExport(world)
  await world.runStarted({ deps: () => deps })
  await askForExport(world)
  await world.store.batch('workspace', 'datastore', [
    {
      type: 'create',
      document: {
        id: 'theirs',
        kind: 'datastore',
        type: 'AzureBlob',
        containerUrl: 'https://contoso.blob.core.windows.net/theirs',
        credential: { type: 'Sas', secretName: 'datastore-1', expiresAt: 1 },
        createdAt: 1,
        createdBy: 'ann',
        updatedAt: 1,
      },
    },
  ])
  const timers: TimerDeps = {
    ...deps,
    resumeSchedule: '0 * * * * *',
    resumeAfter: 30_000,
    stuckAfter: 3_600_000,
    site: testSite,
    openWorkflows: () => world.workflows,
    openHistory: () => ({ purge: () => Promise.resolve(0) }),
  }
  for (const timer of createTimers(timers)) await runTimer(timer, timers, {} as DurableClient)
  return recorded
}

describe('the properties in the queries', () => {
  it('are attributes that the service records for that metric', async () => {
    const recorded = await recordAll()
    const asked = [...rules.keys()].flatMap((rule) => {
      const [metric = ''] = [...queryOf(rule).matchAll(/Name == "([\w.]+)"/g)].map(([, name]) => name)
      return [...queryOf(rule).matchAll(/Properties\.(\w+)/g)].map(([, name = '']) => ({ metric, name }))
    })
    expect(asked.length).toBeGreaterThan(8)
    expect(asked.filter(({ metric, name }) => !recorded.get(metric)?.has(name))).toEqual([])
  })
})

describe('the alert on timers', () => {
  const watched = new Map(
    [...queryOf('timer-missing').matchAll(/"(\w+)", (\d+)/g)].map(([, name, minutes]) => [
      name,
      Number(minutes),
    ]),
  )

  it('takes no failed run for life', () => {
    expect(queryOf('timer-missing')).toContain('where Properties.outcome == "ok"')
  })

  it('knows each timer that the service registers', () => {
    const source = readText('src', 'functions', 'orchestrations', 'register-timers.ts')
    const registered = [...source.matchAll(/^ +name: '(\w+)',$/gm)].map(([, name]) => name)
    expect(registered.length).toBeGreaterThan(4)
    expect([...watched.keys()].toSorted()).toEqual(registered.toSorted())
  })

  it('leaves out the refresh where it pauses for longer than a rule can look back', () => {
    expect(watched.get('refreshProjects')).toBe(75)
    const [daily = ''] = [...deploymentOf('daily-refresh').values()].flatMap((lines) => {
      const query = lines.get('criteria.allOf[0].query') ?? ''
      return query.includes('timer.runs') ? [query] : []
    })
    expect(daily).toContain('"refreshProjects", 1615')
    expect(rules.get('timer-missing')?.get('overrideQueryTimeRange')).toBe('P2D')
    for (const minutes of watched.values()) expect(minutes).toBeLessThan(2 * 24 * 60)
  })
})
