import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { workKinds } from '../../../src/domain/ports/orchestration-names.ts'
import { hubSettings, openHubStorage, startHubWorld } from '../../support/durable/hub.ts'
import type { HubStorage, HubWorld } from '../../support/durable/hub.ts'
import { listInstances } from '../../../tools/durable-instances.ts'
import { makeNextBuild } from '../../support/durable/next-build.ts'
import { finishAfterRestart, placesIn, prepareRound, startRound } from '../../support/durable/work.ts'

let next: string | undefined
let storage: HubStorage | undefined
let world: HubWorld

beforeAll(async () => {
  next = await makeNextBuild()
  storage = await openHubStorage()
  world = await startHubWorld({ storage, settings: hubSettings(storage) })
})
afterAll(async () => {
  await world?.close()
  await storage?.close()
  if (next !== undefined) await rm(next, { recursive: true })
})

test('a release with other orchestrators ends the work that the former one began', async () => {
  const round = await prepareRound(world, 'upgraded')
  const id = await world.holds.plan('Stay', placesIn(round.kinds, 'Step'))
  const started = await startRound(world, round)
  await world.holds.untilReached(id)
  await world.service.stop()
  const settings = { ETIQUETTE_APP_DIR: next ?? '' }
  world = await finishAfterRestart(world, round, started, 'upgrade in flight', settings)
  const names = (await listInstances(world.clientFile)).map(({ name }) => name)
  expect(new Set(names.filter((name) => name.endsWith('_v999'))).size).toBe(workKinds.length)
})
