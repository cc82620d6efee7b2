import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findLastingPort } from '../../../local/platform/ports.ts'
import { openIssuer } from '../../../local/platform/issuer.ts'
import { distantSchedule } from '../../../tools/distant-schedule.ts'
import type { ServiceOptions } from '../../../tools/service.ts'
import { keepService, type KeptService } from '../chaos/keep-service.ts'
import type { SoakEngine } from './soak-engine.ts'
import type { SoakStore } from './soak-store.ts'

/** The service as it is deployed: one instance, or several on one store. */
export interface Deployment {
  readonly instances: readonly KeptService[]
  /** The data folder of each. */
  readonly folders: readonly string[]
  readonly store: SoakStore
  readonly engine: SoakEngine
  readonly stop: () => Promise<void>
}

/** The addresses of instances, which stay the same while these are replaced. */
export interface Addresses {
  /** Where a request of this operation is sent next. */
  readonly apiFor: (operation: string) => string
  readonly ports: readonly number[]
}

/** Requests that start long work. One instance has them all where instances share no orchestrations. */
const longWork: ReadonlySet<string> = new Set(['putProject', 'refreshProject', 'startExport'])

/** Callers go to one instance after the other. @param shared Whether instances share their orchestrations */
export const findAddresses = async (count: number, shared: boolean): Promise<Addresses> => {
  const ports: number[] = []
  while (ports.length < count) ports.push(await findLastingPort())
  let turn = 0
  return {
    ports,
    apiFor: (operation) => {
      turn += 1
      const port = !shared && longWork.has(operation) ? ports[0] : ports[turn % ports.length]
      return `http://127.0.0.1:${port}/api`
    },
  }
}

interface DeployOptions extends Omit<ServiceOptions, 'dataDir'> {
  readonly dataDir: string
  readonly ports: readonly number[]
  readonly store: SoakStore
  readonly engine: SoakEngine
  /** By how many ms the clock of each instance is ahead when nothing is wrong with it. */
  readonly ahead: readonly number[]
  readonly onDeath: (how: string) => void
}

const keys = ['issuer.json', 'secrets.key'] as const

/** Each instance has a folder of its own, with the keys of the first. */
const folderOf = async (dataDir: string, index: number): Promise<string> => {
  const folder = join(dataDir, `instance-${index + 1}`)
  await mkdir(folder, { recursive: true })
  const [issuer, secrets] = keys
  await copyFile(join(dataDir, issuer), join(folder, issuer))
  if (index > 0) await copyFile(join(dataDir, 'instance-1', secrets), join(folder, secrets))
  return folder
}

export const deploy = async ({
  dataDir,
  ports,
  store,
  engine,
  ahead,
  onDeath,
  env,
  ...options
}: DeployOptions): Promise<Deployment> => {
  await openIssuer(dataDir)
  const instances: KeptService[] = []
  const folders: string[] = []
  for (const [index, port] of ports.entries()) {
    const folder = ports.length === 1 ? dataDir : await folderOf(dataDir, index)
    folders.push(folder)
    const timers =
      index === 0 ? {} : { RESUME_SCHEDULE: distantSchedule(), REFRESH_SCHEDULE: distantSchedule() }
    const settings = {
      ...env,
      ...store.settings,
      ...engine.settingsOf(index),
      ...timers,
      PORT: String(port),
    }
    const service = { ...options, dataDir: folder, env: settings, ahead: ahead[index] ?? 0 }
    instances.push(await keepService(service, onDeath))
  }
  return {
    instances,
    folders,
    store,
    engine,
    stop: async () => {
      for (const instance of instances) await instance.stop()
    },
  }
}
