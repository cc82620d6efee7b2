import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startExtensionProcess, stopExtensionProcess } from '../../../local/host/durable/extension-process.ts'
import { newWorkerAddress } from '../../../local/host/durable/worker-server.ts'
import { findLastingPort, loopback } from '../../../local/platform/ports.ts'
import type { Storage } from '../../../tools/service.ts'
import { durableHost, hubSettings } from './hub.ts'

/** A Functions host that outlives its worker: the service joins it, dies, and joins it again. */
export interface LastingHost {
  readonly settings: Readonly<Record<string, string>>
  readonly clientFile: string
  readonly close: () => Promise<void>
}

export const startLastingHost = async (storage: Storage): Promise<LastingHost> => {
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-host-'))
  const clientFile = join(folder, 'client.json')
  const workerUrl = `http://${loopback}:${await findLastingPort()}${newWorkerAddress().path}`
  const { DURABLE_STORAGE: connectionString, ...settings } = hubSettings(storage)
  const child = await startExtensionProcess({
    program: durableHost,
    storage: connectionString,
    hostJson: resolve(__dirname, '../../../host.json'),
    logFile: join(folder, 'durable.log'),
    clientFile,
    workerUrl,
    endsWith: process.pid,
    settings,
  })
  return {
    settings: { DURABLE: 'extension', DURABLE_CLIENT_FILE: clientFile, DURABLE_WORKER_URL: workerUrl },
    clientFile,
    close: async () => {
      await stopExtensionProcess(child, 0)
      await rm(folder, { recursive: true })
    },
  }
}
