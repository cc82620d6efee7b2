import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { appendFile, mkdtemp, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startHostStorage } from '../../../local/platform/host-storage.ts'
import { removeData, startService, type Service, type Storage } from '../../../tools/service.ts'
import { openWorld, type ServiceWorld } from '../service-world.ts'
import { testSettings } from '../test-settings.ts'
import { until } from '../until.ts'
import { holdPlanFile, type HoldPlan, type Place } from './hold-plan.ts'

export const durableHost = process.env['DURABLE_HOST'] ?? ''

/** A storage account for blobs and for task hubs, apart from any instance of the service. */
export interface HubStorage extends Storage {
  readonly close: () => Promise<void>
}

export const openHubStorage = async (): Promise<HubStorage> => {
  const blobAccountName = 'devstoreaccount1'
  const blobAccountKey = randomBytes(64).toString('base64')
  const { connectionString, close } = await startHostStorage(undefined, {
    name: blobAccountName,
    key: blobAccountKey,
  })
  const blobServiceUrl = /BlobEndpoint=([^;]+)/.exec(connectionString)?.[1] ?? ''
  return { blobServiceUrl, blobAccountName, blobAccountKey, blobConnectionString: connectionString, close }
}

/** One task hub: its name is a setting that the extension reads before `host.json`, as each here. */
export const hubSettings = ({ blobConnectionString }: Storage) => ({
  DURABLE: 'extension',
  DURABLE_STORAGE: blobConnectionString,
  AzureWebJobs__extensions__durableTask__hubName: `Hub${randomUUID().replaceAll('-', '')}`,
  // Enough to hold an orchestrator of each kind of work.
  AzureWebJobs__extensions__durableTask__maxConcurrentOrchestratorFunctions: '20',
})

/** Where calls of long work are held, in whatever process of the service runs on this folder. */
export interface Holds {
  readonly settings: { readonly [holdPlanFile]: string; readonly NODE_OPTIONS: string }
  /** @param enough How many places must be reached; default all */
  readonly plan: (effect: HoldPlan['effect'], places: readonly Place[], enough?: number) => Promise<string>
  readonly untilReached: (id: string) => Promise<void>
  readonly release: (id: string) => Promise<void>
}

export const createHolds = (dataDir: string): Holds => {
  const file = join(dataDir, 'hold-plan.json')
  return {
    settings: {
      [holdPlanFile]: file,
      NODE_OPTIONS: `--import=${pathToFileURL(resolve(__dirname, 'hold-functions.ts')).href}`,
    },
    plan: async (effect, places, enough = places.length) => {
      const id = randomUUID()
      const plan: HoldPlan = { id, places, enough, effect }
      await writeFile(`${file}.new`, JSON.stringify(plan))
      await rename(`${file}.new`, file)
      return id
    },
    untilReached: async (id) => {
      await until(
        async () => (existsSync(`${file}.reached`) ? readFileSync(`${file}.reached`, 'utf8') : ''),
        (ids) => ids.includes(id),
      )
    },
    release: (id) => appendFile(`${file}.released`, `${id}\n`),
  }
}

/** An instance of the service on the extension, whose long work can be held. */
export interface HubWorld extends ServiceWorld {
  readonly service: Service
  readonly holds: Holds
  readonly clientFile: string
  /** @param settings Of the next start only, on top of those that it was first started with */
  readonly restart: (settings?: Readonly<Record<string, string>>) => Promise<HubWorld>
  readonly close: () => Promise<void>
}

interface HubWorldOptions {
  readonly storage: Storage
  readonly settings: Readonly<Record<string, string>>
  readonly dataDir?: string
  readonly clientFile?: string
}

export const startHubWorld = async (
  options: HubWorldOptions,
  more: Readonly<Record<string, string>> = {},
): Promise<HubWorld> => {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'etiquette-hub-')))
  const holds = createHolds(dataDir)
  const { storage, settings } = options
  const service = await startService({
    dataDir,
    storage,
    env: { ...testSettings, ...holds.settings, ...settings, ...more },
  })
  return {
    ...(await openWorld(service)),
    service,
    holds,
    clientFile: options.clientFile ?? join(dataDir, 'durable-client.json'),
    restart: (next) => startHubWorld({ ...options, dataDir }, next),
    close: async () => {
      await service.stop()
      await removeData(dataDir)
    },
  }
}
