import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { cosmosDatabase, startCosmosAccount, type CosmosAccount } from '../../../local/platform/cosmos.ts'
import type { WorkKind } from '../../../src/domain/ports/orchestration-names.ts'
import { openFaultyDatabase, type FaultyDatabase } from '../../support/durable/faulty-database.ts'
import { hubSettings, openHubStorage, startHubWorld } from '../../support/durable/hub.ts'
import type { HubStorage, HubWorld } from '../../support/durable/hub.ts'
import { listInstances } from '../../../tools/durable-instances.ts'
import { filesBelow } from '../../support/durable/scenarios.ts'
import {
  expectNothingLeft,
  finishRound,
  placesIn,
  prepareRound,
  startRound,
  type Round,
} from '../../support/durable/work.ts'
import { until } from '../../support/until.ts'

// Segments of one piece of work fail one after the other, seconds apart: each of the attempts at a segment takes this long.
const attempts = 5
const secondsUntilGivenUp = [1, 2, 5, 10]

let cosmos: CosmosAccount | undefined
let database: FaultyDatabase | undefined
let storage: HubStorage | undefined
let world: HubWorld

beforeAll(async () => {
  storage = await openHubStorage()
  cosmos = await startCosmosAccount()
  database = await openFaultyDatabase(cosmos.endpoint)
  const settings = {
    ...hubSettings(storage),
    STORE: 'cosmos',
    COSMOS_ENDPOINT: database.endpoint,
    COSMOS_KEY: cosmos.key,
    COSMOS_DATABASE: cosmosDatabase,
  }
  world = await startHubWorld({ storage, settings })
})
afterAll(async () => {
  await world?.close()
  await database?.close()
  await cosmos?.close()
  await storage?.close()
})

const failSegments = (): void =>
  database?.refuse((partition) => {
    const seconds = secondsUntilGivenUp[Number(partition.split(':').at(-1))]
    return seconds === undefined ? undefined : { after: (seconds * 1000) / attempts }
  })
const mend = (): void => database?.refuse(() => undefined)
afterEach(mend)

/** The segments fail from the moment when each piece of work has begun a step. */
const startFailing = async (round: Round) => {
  const id = await world.holds.plan('Wait', placesIn(round.kinds, 'Step'))
  const started = await startRound(world, round)
  await world.holds.untilReached(id)
  failSegments()
  await world.holds.release(id)
  return started
}

const idOf = (location: string): string => location.split('/').at(-1) ?? ''

/** How the operation of failed work is shown. */
const untilFailed = async (location: string) => {
  const { body } = await world.waitFor(`/operations/${idOf(location)}`, 'Failed')
  expect(body.error).toEqual({
    code: 'TooManyRequests',
    message: expect.stringContaining('over its provisioned throughput'),
  })
  return body
}

test('work whose segments fail seconds apart ends as failed with its reason', async () => {
  const kinds = ['import', 'refresh', 'export'] as const satisfies readonly WorkKind[]
  const round = await prepareRound(world, 'failing', kinds)
  const started = await startFailing(round)
  for (const { location } of started.values()) await untilFailed(location)
  mend()
  const [exported] = (await world.lead('GET', `/projects/${round.projectOf('export')}/exports`)).body.value
  expect(exported).toMatchObject({ status: 'Failed', error: { code: 'TooManyRequests' } })
  expect(await filesBelow(world, exported.id)).toEqual([])
  await expectNothingLeft(world, [round.projectOf('refresh'), round.projectOf('export')])
})

test('a deletion whose segments fail seconds apart begins anew, and ends', async () => {
  const round = await prepareRound(world, 'deleted', ['delete'])
  const started = await startFailing(round)
  const id = idOf(started.get('delete')?.location ?? '')
  const find = async () => (await listInstances(world.clientFile)).find(({ instanceId }) => instanceId === id)
  const first = await until(find, (instance) => instance !== undefined)
  await until(find, (instance) => instance?.createdTime !== first?.createdTime)
  mend()
  await finishRound(world, round, started)
  await expectNothingLeft(world, [])
})
