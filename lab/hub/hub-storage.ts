import { randomBytes } from 'node:crypto'
import { startHostStorage } from '../../local/platform/host-storage.ts'
import { openDoor, type Door } from './door.ts'

const services = ['Blob', 'Queue', 'Table'] as const
export type StorageService = (typeof services)[number]

/** The storage of a task hub, beside the instances that share it: it outlives each of them, as in Azure. */
export interface HubStorage {
  readonly connectionString: string
  /** Requests so far. */
  readonly requests: () => Readonly<Record<StorageService, number>>
  readonly down: () => Promise<void>
  readonly up: () => Promise<void>
  readonly stop: () => Promise<void>
}

const endpoint = (service: StorageService): RegExp =>
  new RegExp(String.raw`(${service}Endpoint=http://127\.0\.0\.1:)(\d+)`)

const portOf = (connectionString: string, service: StorageService): number => {
  const [, , port] = endpoint(service).exec(connectionString) ?? []
  if (port === undefined) throw new Error(`The storage has no ${service}Endpoint`)
  return Number(port)
}

/** Azurite in memory, with a door before each of its services. */
export const startHubStorage = async (): Promise<HubStorage> => {
  const account = { name: 'devstoreaccount1', key: randomBytes(64).toString('base64') }
  const { connectionString, close } = await startHostStorage(undefined, account)
  const open = (service: StorageService): Promise<Door> => openDoor(portOf(connectionString, service))
  const doors = { Blob: await open('Blob'), Queue: await open('Queue'), Table: await open('Table') }
  const each = async (act: (door: Door) => Promise<void>): Promise<void> => {
    for (const service of services) await act(doors[service])
  }
  const down = (): Promise<void> => each((door) => door.close())
  return {
    connectionString: services.reduce(
      (text, service) => text.replace(endpoint(service), `$1${doors[service].port}`),
      connectionString,
    ),
    requests: () => ({
      Blob: doors.Blob.passed(),
      Queue: doors.Queue.passed(),
      Table: doors.Table.passed(),
    }),
    down,
    up: () => each((door) => door.open()),
    stop: async () => {
      await down()
      await close()
    },
  }
}
