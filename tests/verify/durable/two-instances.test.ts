import { afterAll, beforeAll, test } from '@jest/globals'
import { copyFile, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cosmosDatabase, startCosmosAccount, type CosmosAccount } from '../../../local/platform/cosmos.ts'
import { workKinds } from '../../../src/domain/ports/orchestration-names.ts'
import { removeData } from '../../../tools/service.ts'
import { hubSettings, openHubStorage, startHubWorld } from '../../support/durable/hub.ts'
import type { HubStorage, HubWorld } from '../../support/durable/hub.ts'
import { report } from '../../support/durable/report.ts'
import {
  expectNothingLeft,
  finishRound,
  placesIn,
  prepareRound,
  startRound,
} from '../../support/durable/work.ts'

let cosmos: CosmosAccount | undefined
let storage: HubStorage | undefined
let one: HubWorld
let other: HubWorld

/** Two instances of one site have the same keys. */
const copyKeys = async (from: string): Promise<string> => {
  const to = await mkdtemp(join(tmpdir(), 'etiquette-hub-'))
  for (const name of ['issuer.json', 'secrets.key']) await copyFile(join(from, name), join(to, name))
  return to
}

beforeAll(async () => {
  storage = await openHubStorage()
  cosmos = await startCosmosAccount()
  const settings = {
    ...hubSettings(storage),
    STORE: 'cosmos',
    COSMOS_ENDPOINT: cosmos.endpoint,
    COSMOS_KEY: cosmos.key,
    COSMOS_DATABASE: cosmosDatabase,
  }
  one = await startHubWorld({ storage, settings })
  const dataDir = await copyKeys(one.service.dataDir)
  other = await startHubWorld({ storage, settings, dataDir })
})
afterAll(async () => {
  if (one) await removeData(one.service.dataDir)
  await other?.close()
  await cosmos?.close()
  await storage?.close()
})

test('of two instances on one hub one dies with work in its hands: the other ends all of it', async () => {
  const round = await prepareRound(other, 'shared')
  // Both instances get work, and nobody knows which; one dies with the first steps and turns that it holds.
  const places = [...placesIn(workKinds, 'Step'), ...placesIn(workKinds, 'Turn')]
  const id = await one.holds.plan('Die', places, 2)
  const started = await startRound(other, round)
  await one.holds.untilReached(id)
  await one.service.ended
  report('one of two instances killed', await finishRound(other, round, started))
  await expectNothingLeft(other, workKinds.map(round.projectOf))
})
