import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { createProcessClock } from '../../../lab/soak/chaos/process-clock.ts'
import { workKinds } from '../../../src/domain/ports/orchestration-names.ts'
import { distantSchedule } from '../../../tools/distant-schedule.ts'
import { listInstances } from '../../../tools/durable-instances.ts'
import { hubSettings, openHubStorage, startHubWorld } from '../../support/durable/hub.ts'
import type { HubStorage, HubWorld } from '../../support/durable/hub.ts'
import {
  expectNothingLeft,
  finishRound,
  placesIn,
  prepareRound,
  startRound,
} from '../../support/durable/work.ts'
import { until } from '../../support/until.ts'

/** Longer than the instance of any operation is kept. */
const later = 60 * 24 * 3_600_000
/** Under the later clock all open work would seem to hang. */
const never = distantSchedule()

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

const endpoints = z.object({ serviceUrl: z.string(), masterKey: z.string() })

/** As the schedule does. */
const runPurge = async (): Promise<void> => {
  const text = await readFile(join(world.service.dataDir, 'endpoints.json'), 'utf8')
  const { serviceUrl, masterKey } = endpoints.parse(JSON.parse(text))
  const { status } = await fetch(`${serviceUrl}/admin/functions/purgeInstances`, {
    method: 'POST',
    headers: { 'x-functions-key': masterKey },
  })
  expect(status).toBe(202)
}

test('old instances are purged, and those that run are not', async () => {
  const old = await prepareRound(world, 'old')
  await finishRound(world, old, await startRound(world, old))
  await expectNothingLeft(world, workKinds.map(old.projectOf))
  // Under the later clock the schedule of the purge was missed, so it may run at the start already.
  expect((await listInstances(world.clientFile)).length).toBeGreaterThan(workKinds.length)
  const running = await prepareRound(world, 'running', ['export'])
  const held = await world.holds.plan('Stay', placesIn(['export'], 'Step'))
  const started = await startRound(world, running)
  await world.holds.untilReached(held)
  const again = await world.holds.plan('Stay', placesIn(['export'], 'Step'))
  await world.service.stop()

  const { NODE_OPTIONS, ...clock } = (await createProcessClock(world.service.dataDir, later)).env
  const settings = { NODE_OPTIONS: `${world.holds.settings.NODE_OPTIONS} ${NODE_OPTIONS}`, ...clock }
  world = await world.restart({ ...settings, RESUME_SCHEDULE: never })
  await world.holds.untilReached(again)
  await runPurge()
  const left = await until(
    () => listInstances(world.clientFile),
    (all) => all.every(({ runtimeStatus }) => runtimeStatus !== 'Completed'),
  )
  expect(left).toMatchObject([{ runtimeStatus: 'Running' }])
  await world.service.stop()

  world = await world.restart()
  await finishRound(world, running, started)
  await expectNothingLeft(world, [running.projectOf('export')])
})
