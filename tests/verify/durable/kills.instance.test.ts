import { afterAll, beforeAll, test } from '@jest/globals'
import { workKinds } from '../../../src/domain/ports/orchestration-names.ts'
import { hubSettings, openHubStorage, startHubWorld } from '../../support/durable/hub.ts'
import type { HubStorage, HubWorld } from '../../support/durable/hub.ts'
import { report } from '../../support/durable/report.ts'
import {
  expectNothingLeft,
  finishAfterRestart,
  finishRound,
  placesIn,
  prepareRound,
  startRound,
} from '../../support/durable/work.ts'

let storage: HubStorage | undefined
let world: HubWorld

beforeAll(async () => {
  storage = await openHubStorage()
  world = await startHubWorld({ storage, settings: hubSettings(storage) })
})
afterAll(async () => {
  await world?.close()
  await storage?.close()
})

test('undisturbed', async () => {
  const round = await prepareRound(world, 'calm')
  const started = await startRound(world, round)
  report('undisturbed', await finishRound(world, round, started))
  await expectNothingLeft(world, workKinds.map(round.projectOf))
})

test.each(['Step', 'StepDone', 'Turn'] as const)(
  'an instance dies in each kind of work: %s',
  async (where) => {
    const round = await prepareRound(world, where.toLowerCase())
    const id = await world.holds.plan('Die', placesIn(round.kinds, where))
    const started = await startRound(world, round)
    await world.holds.untilReached(id)
    await world.service.ended
    world = await finishAfterRestart(world, round, started, `instance killed, ${where}`)
  },
)
