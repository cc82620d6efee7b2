import { join } from 'node:path'
import type { ExtensionOptions } from '../host/durable/extension-engine.ts'
import { StartError } from '../host/start-error.ts'
import { openBlobAccount } from './blob-account.ts'
import { valueOf } from './environment.ts'
import type { Environment } from './environment.ts'
import { startHostStorage } from './host-storage.ts'
import type { HostStorage } from './host-storage.ts'
import type { Services } from './services.ts'

/** The program of the Durable extension, if the environment asks for it with `DURABLE=extension`. @throws StartError */
export const extensionProgramOf = (environment: Environment): string | undefined => {
  const engine = valueOf(environment, 'DURABLE') ?? 'embedded'
  if (engine === 'embedded') return undefined
  if (engine !== 'extension')
    throw new StartError(`DURABLE=${engine} is no engine: give embedded or extension.`)
  const program = valueOf(environment, 'DURABLE_HOST')
  if (program !== undefined) return program
  throw new StartError(
    'DURABLE=extension needs the program of the Durable extension: set DURABLE_HOST to its path, or leave DURABLE out.',
  )
}

export interface Extension {
  readonly options: ExtensionOptions
  readonly close: () => Promise<void>
}

/** The state of the extension lies beside the documents, and ends with them; in a storage of the user's own it stays. */
const openStorage = async (own: string | undefined, { folder, cosmos }: Services): Promise<HostStorage> => {
  if (own !== undefined) return { connectionString: own, close: async () => {} }
  const account = await openBlobAccount(folder, undefined)
  return startHostStorage(cosmos ? undefined : folder.file('durable-storage'), account)
}

/** Opens what the Durable extension needs. */
export const openExtension = async (
  program: string,
  services: Services,
  appDirectory: string,
): Promise<Extension> => {
  const { folder } = services
  const storage = await openStorage(valueOf(process.env, 'DURABLE_STORAGE'), services)
  return {
    options: {
      program,
      storage: storage.connectionString,
      hostJson: join(appDirectory, 'host.json'),
      clientFile: folder.file('durable-client.json'),
      logFile: folder.file('durable.log'),
    },
    close: storage.close,
  }
}
