import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { hubSettings, openHubStorage, startHubWorld } from '../../support/durable/hub.ts'
import type { HubStorage, HubWorld } from '../../support/durable/hub.ts'
import { report } from '../../support/durable/report.ts'
import { finishAfterRestart, placesIn, prepareRound, startRound } from '../../support/durable/work.ts'

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

const hostJson = z.object({
  extensions: z.object({
    durableTask: z.object({ storageProvider: z.object({ workItemQueueVisibilityTimeout: z.string() }) }),
  }),
})

/** Seconds after which another instance takes what a dead one had. */
const visibilityTimeout = (): number => {
  const text = readFileSync(resolve(__dirname, '../../../host.json'), 'utf8')
  const { durableTask } = hostJson.parse(JSON.parse(text)).extensions
  const parts = durableTask.storageProvider.workItemQueueVisibilityTimeout.split(':').map(Number)
  return parts.reduce((total, part) => total * 60 + part, 0)
}

test('what an orderly stop interrupts goes on at the next start, not when its messages become visible', async () => {
  const round = await prepareRound(world, 'stopped')
  const id = await world.holds.plan('Stay', placesIn(round.kinds, 'Step'))
  const started = await startRound(world, round)
  await world.holds.untilReached(id)
  const asked = performance.now()
  await world.service.stop()
  report('stopping in order', { stop: (performance.now() - asked) / 1000 })
  const next = await finishAfterRestart(world, round, started, 'orderly stop')
  ;({ world } = next)
  expect(next.sinceRestart).toBeLessThan(visibilityTimeout() / 2)
})
