import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { StartError } from '../host/start-error.ts'
import { hasEnded, stopAzurite } from './azurite-process.ts'
import type { BlobAccount } from './blob-account.ts'
import { findLastingPort, loopback } from './ports.ts'

const program = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js')
const endWithParent = new URL('./end-with-parent.ts', import.meta.url).href
const services = ['blob', 'queue', 'table'] as const
const readyPauseMs = 50

export interface HostStorage {
  readonly connectionString: string
  readonly close: () => Promise<void>
}

const endpointOf = (service: string, port: number | undefined, account: string): string =>
  `${service.charAt(0).toUpperCase()}${service.slice(1)}Endpoint=http://${loopback}:${port}/${account};`

const answers = (port: number): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect(port, loopback)
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}

const untilServing = async (azurite: ChildProcess, ports: readonly number[]): Promise<void> => {
  for (const port of ports)
    while (!(await answers(port))) {
      if (hasEnded(azurite))
        throw new StartError('The storage of the Functions host (Azurite) did not start.')
      await wait(readyPauseMs)
    }
}

/**
 * The storage account in which the real Functions host and the real Durable extension keep their state: Azurite unchanged, all
 * three services. Without a folder it is in memory, and its state ends with it.
 */
export const startHostStorage = async (
  folder: string | undefined,
  { name, key }: Pick<BlobAccount, 'name' | 'key'>,
): Promise<HostStorage> => {
  const ports = await Promise.all(services.map(() => findLastingPort()))
  if (folder !== undefined) await mkdir(folder, { recursive: true })
  const location = folder === undefined ? ['--inMemoryPersistence'] : ['--location', folder]
  const options = services.flatMap((service, index) => [`--${service}Port`, String(ports[index])])
  const azurite = fork(
    program,
    [...options, ...location, '--silent', '--disableTelemetry', '--skipApiVersionCheck'],
    {
      detached: true,
      execArgv: ['--import', endWithParent],
      env: {
        ...process.env,
        AZURITE_ACCOUNTS: `${name}:${key}`,
        ...(folder !== undefined && { FOLDER_LOCK: join(folder, 'lock') }),
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  )
  await untilServing(azurite, ports)
  const endpoints = services.map((service, index) => endpointOf(service, ports[index], name)).join('')
  return {
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${name};AccountKey=${key};${endpoints}`,
    close: () => stopAzurite(azurite),
  }
}
