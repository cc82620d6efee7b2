import { expect } from '@jest/globals'
import {
  orchestrationNames,
  workKinds,
  type WorkKind,
} from '../../../src/domain/ports/orchestration-names.ts'
import type { ServiceWorld } from '../service-world.ts'
import { until } from '../until.ts'
import type { HubWorld } from './hub.ts'
import { listInstances } from '../../../tools/durable-instances.ts'
import type { Place } from './hold-plan.ts'
import { report } from './report.ts'
import { scenarios } from './scenarios.ts'

/** One piece of work of each kind, each in a project of its own. */
export interface Round {
  readonly kinds: readonly WorkKind[]
  readonly projectOf: (kind: WorkKind) => string
}

const final: ReadonlySet<string> = new Set(['Completed', 'Failed', 'Terminated', 'Canceled'])

const untilFinal = ({ clientFile }: HubWorld) =>
  until(
    () => listInstances(clientFile),
    (all) => all.every(({ runtimeStatus }) => final.has(runtimeStatus)),
  )

export const prepareRound = async (
  world: HubWorld,
  name: string,
  kinds: readonly WorkKind[] = workKinds,
): Promise<Round> => {
  // Names of containers are in lower case.
  const projectOf = (kind: WorkKind): string => `${name}-${kind.toLowerCase()}`
  await Promise.all(kinds.map((kind) => scenarios[kind].prepare(world, projectOf(kind))))
  // The last turn of an instance comes after the end of its operation. A worker that dies in it leaves a failed instance.
  await untilFinal(world)
  return { kinds, projectOf }
}

export type Started = ReadonlyMap<WorkKind, { readonly location: string; readonly at: number }>

/** Starts all work of a round at once. */
export const startRound = async (world: ServiceWorld, { kinds, projectOf }: Round): Promise<Started> => {
  const started = await Promise.all(
    kinds.map(async (kind) => {
      const at = performance.now()
      const reply = await scenarios[kind].start(world, projectOf(kind))
      expect([kind, reply.status]).toEqual([kind, kind === 'import' ? 201 : 202])
      return [kind, { location: reply.headers.get('operation-location') ?? '', at }] as const
    }),
  )
  return new Map(started)
}

const open = ['NotStarted', 'Running'] as const

const idOf = (location: string): string => `/operations/${location.split('/').at(-1)}`

/** Waits for the end of all work, and holds what it did against what it should do. @returns Seconds since the start */
export const finishRound = async (
  world: ServiceWorld,
  { projectOf }: Round,
  started: Started,
): Promise<Readonly<Record<string, number>>> => {
  const ends = await Promise.all(
    [...started].map(async ([kind, { location, at }]) => {
      const operation = await until(
        () => world.lead('GET', idOf(location)),
        ({ body }) => !open.some((status) => status === body.status),
      )
      const seconds = (performance.now() - at) / 1000
      expect(operation.body).toMatchObject({ work: kind, status: 'Succeeded' })
      await scenarios[kind].check(world, projectOf(kind), operation)
      return [kind, seconds] as const
    }),
  )
  return Object.fromEntries(ends)
}

/**
 * The places at which all work of a round is in the middle of a step, or of a turn of its orchestrator. Kinds of work that share
 * a step are held in its first calls, one each.
 */
export const placesIn = (
  kinds: readonly WorkKind[],
  where: 'Step' | 'StepDone' | 'Turn',
): readonly Place[] => {
  if (where === 'Turn') return kinds.map((kind) => ({ name: orchestrationNames[kind], at: 'Begin', nth: 2 }))
  const names = kinds.map((kind) => scenarios[kind].step)
  return names.map((name, index) => ({
    name,
    at: where === 'Step' ? 'Begin' : 'End',
    nth: names.slice(0, index + 1).filter((one) => one === name).length,
  }))
}

/** No operation is open, no instance failed or still runs, and the counters equal the items. */
export const expectNothingLeft = async (world: HubWorld, projects: readonly string[]): Promise<void> => {
  for (const project of projects) {
    const { status, headers } = await world.lead('POST', `/projects/${project}/recount`)
    if (status === 404) continue
    const { body } = await world.waitFor(headers.get('operation-location'))
    expect([project, body.recount]).toMatchObject([project, { differenceCount: 0, busySegments: [] }])
  }
  for (const status of open)
    expect((await world.lead('GET', `/operations?status=${status}`)).body.value).toEqual([])
  const instances = await untilFinal(world)
  expect(instances.length).toBeGreaterThan(0)
  expect(instances.filter(({ runtimeStatus }) => runtimeStatus !== 'Completed')).toEqual([])
}

const secondsSince = (moment: number): number => (performance.now() - moment) / 1000

/**
 * Starts the ended service again, and waits for the end of the work that it left.
 * @param how What ended it, for the report
 */
export const finishAfterRestart = async (
  { restart }: HubWorld,
  round: Round,
  started: Started,
  how: string,
  settings?: Readonly<Record<string, string>>,
): Promise<HubWorld> => {
  const ended = performance.now()
  const world = await restart(settings)
  const ready = performance.now()
  const all = await finishRound(world, round, started)
  report(how, { ...all, restart: (ready - ended) / 1000, sinceRestart: secondsSince(ready) })
  await expectNothingLeft(world, round.kinds.map(round.projectOf))
  return world
}
