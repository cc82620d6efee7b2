import { join } from 'node:path'
import type { ExtensionOptions } from '../host/durable/extension-engine.ts'
import { newWorkerAddress } from '../host/durable/worker-server.ts'
import type { WorkerAddress } from '../host/durable/worker-server.ts'
import { StartError } from '../host/start-error.ts'
import type { ExtensionProgram } from '../host/durable/extension-process.ts'
import { openBlobAccount } from './blob-account.ts'
import { valueOf } from './environment.ts'
import type { Environment } from './environment.ts'
import { startHostStorage } from './host-storage.ts'
import type { Services } from './services.ts'

/** What the environment asks for with `DURABLE=extension`. */
export type ExtensionChoice =
  /** This process starts the program; without a storage it starts one, too. */
  | { readonly program: string; readonly storage: string | undefined }
  /** Somebody else has started the program, which writes this file and calls the functions at this address. */
  | { readonly clientFile: string; readonly worker: WorkerAddress }

const workerUrl = /^http:\/\/127\.0\.0\.1:(?<port>\d{1,5})(?<path>(?:\/[\w-]+)+)$/

const workerFrom = (environment: Environment): WorkerAddress => {
  const { port = '', path = '' } =
    workerUrl.exec(valueOf(environment, 'DURABLE_WORKER_URL') ?? '')?.groups ?? {}
  if (path !== '' && Number(port) > 0 && Number(port) <= 65_535) return { port: Number(port), path }
  throw new StartError(
    'DURABLE_CLIENT_FILE names a Durable extension that runs already: set DURABLE_WORKER_URL to its WORKER_URL, such as ' +
      'http://127.0.0.1:7075/PATH, with a path that others cannot guess.',
  )
}

/** @throws StartError */
export const extensionChoiceOf = (environment: Environment): ExtensionChoice | undefined => {
  const engine = valueOf(environment, 'DURABLE') ?? 'embedded'
  if (engine === 'embedded') return undefined
  if (engine !== 'extension')
    throw new StartError(`DURABLE=${engine} is no engine: give embedded or extension.`)
  const clientFile = valueOf(environment, 'DURABLE_CLIENT_FILE')
  if (clientFile !== undefined) return { clientFile, worker: workerFrom(environment) }
  const program = valueOf(environment, 'DURABLE_HOST')
  if (program !== undefined) return { program, storage: valueOf(environment, 'DURABLE_STORAGE') }
  throw new StartError(
    'DURABLE=extension needs the program of the Durable extension: set DURABLE_HOST to its path, or leave DURABLE out.',
  )
}

export interface Extension {
  readonly options: ExtensionOptions
  readonly close: () => Promise<void>
}

interface OpenStorage {
  readonly connectionString: string
  readonly close: () => Promise<void>
}

/** The state of the extension lies beside the documents, and ends with them; in a storage of the user's own it stays. */
const openStorage = async (own: string | undefined, { folder, cosmos }: Services): Promise<OpenStorage> => {
  if (own !== undefined) return { connectionString: own, close: async () => {} }
  const account = await openBlobAccount(folder, undefined)
  return startHostStorage(cosmos ? undefined : folder.file('durable-storage'), account)
}

/** Opens what the Durable extension needs. */
export const openExtension = async (
  choice: ExtensionChoice,
  services: Services,
  appDirectory: string,
): Promise<Extension> => {
  if ('clientFile' in choice) return { options: { own: undefined, ...choice }, close: async () => {} }
  const { folder } = services
  const storage = await openStorage(choice.storage, services)
  const own: ExtensionProgram = {
    program: choice.program,
    storage: storage.connectionString,
    hostJson: join(appDirectory, 'host.json'),
    logFile: folder.file('durable.log'),
  }
  return {
    options: { own, clientFile: folder.file('durable-client.json'), worker: newWorkerAddress() },
    close: storage.close,
  }
}
