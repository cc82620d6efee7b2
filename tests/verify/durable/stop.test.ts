import { afterAll, beforeAll, test } from '@jest/globals'
import { hubSettings, openHubStorage, startHubWorld } from '../../support/durable/hub.ts'
import type { HubStorage, HubWorld } from '../../support/durable/hub.ts'
import { report } from '../../support/durable/report.ts'
import { finishAfterRestart, placesIn, prepareRound, startRound } from '../../support/durable/work.ts'
import { until } from '../../support/until.ts'

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

const isServing = async (): Promise<boolean> => {
  try {
    return (await fetch(`${world.service.api}/health`)).ok
  } catch {
    return false
  }
}

// The extension still takes the messages about the ends of steps from its queues while it stops, and does nothing with them: they
// are visible again a minute later. So no time is promised here.
test('what ends while the instance stops goes on at the next start', async () => {
  const round = await prepareRound(world, 'stopped')
  const held = await world.holds.plan('Wait', placesIn(round.kinds, 'Step'))
  const started = await startRound(world, round)
  await world.holds.untilReached(held)
  const asked = performance.now()
  const stopping = world.service.stop()
  await until(isServing, (serves) => !serves)
  await world.holds.release(held)
  await stopping
  report('stopping in order', { stop: (performance.now() - asked) / 1000 })
  world = await finishAfterRestart(world, round, started, 'orderly stop')
})

test('steps that outlast the stop run again', async () => {
  const round = await prepareRound(world, 'outlasting')
  const held = await world.holds.plan('Stay', placesIn(round.kinds, 'Step'))
  const started = await startRound(world, round)
  await world.holds.untilReached(held)
  await world.service.stop()
  world = await finishAfterRestart(world, round, started, 'orderly stop, steps outlast it')
})
