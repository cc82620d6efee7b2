import { afterAll, beforeAll, test } from '@jest/globals'
import { openHubStorage, startHubWorld } from '../../support/durable/hub.ts'
import type { HubStorage, HubWorld } from '../../support/durable/hub.ts'
import { startLastingHost, type LastingHost } from '../../support/durable/lasting-host.ts'
import { finishAfterRestart, placesIn, prepareRound, startRound } from '../../support/durable/work.ts'

// The process of the service dies and comes back, as a worker does under a Functions host that goes on.

let storage: HubStorage | undefined
let host: LastingHost | undefined
let world: HubWorld

beforeAll(async () => {
  storage = await openHubStorage()
  host = await startLastingHost(storage)
  world = await startHubWorld({ storage, ...host })
})
afterAll(async () => {
  await world?.close()
  await host?.close()
  await storage?.close()
})

test.each(['Step', 'StepDone', 'Turn'] as const)('a worker dies in each kind of work: %s', async (where) => {
  const round = await prepareRound(world, where.toLowerCase())
  const id = await world.holds.plan('Die', placesIn(round.kinds, where))
  const started = await startRound(world, round)
  await world.holds.untilReached(id)
  await world.service.ended
  world = await finishAfterRestart(world, round, started, `worker killed, ${where}`)
})
