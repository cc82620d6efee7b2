import { randomBytes } from 'node:crypto'
import { guardProcess } from '../host/guard-process.ts'
import { startHost } from '../host/host.ts'
import type { Log } from '../host/log.ts'
import { publicUrlOf } from './app-settings.ts'
import { consoleLog } from './console-log.ts'
import { removeEndpoints, writeEndpoints } from './endpoints.ts'
import { extensionChoiceOf, openExtension } from './extension.ts'
import { chooseServicePort } from './ports.ts'
import { untilStopped } from './run.ts'
import { startServices } from './services.ts'
import type { Services } from './services.ts'
import { openSignIn } from './sign-in/open-sign-in.ts'
import { welcome } from './welcome.ts'

/** As on Azure (`FUNCTIONS_REQUEST_BODY_SIZE_LIMIT`): above the app's own limit of 1 MB, so that the app responds to most bodies that are too large. */
const maxBodyBytes = 2 * 1024 * 1024

interface Platform {
  readonly url: string
  readonly services: Services
  /** Whether people sign in here, by the local issuer. */
  readonly hasSignIn: boolean
  readonly close: () => Promise<void>
}

/** What is open already is closed if the start fails, and the error of the start is thrown. */
const closeAfterFailure = async <T>(start: () => Promise<T>, close: () => Promise<void>): Promise<T> => {
  try {
    return await start()
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * The app reads its settings from the environment of the process that it runs in, so they are written there. `run` prints
 * the sentence of a start that fails.
 */
const startWith = async (
  services: Services,
  appDirectory: string,
  port: number,
  log: Log,
): Promise<Platform> => {
  const { cosmos, folder } = services
  const publicUrl = publicUrlOf(process.env, port)
  const masterKey = randomBytes(32).toString('base64url')
  const signIn = await openSignIn(services, process.env, port, log)
  Object.assign(process.env, services.settings, signIn?.settings, {
    PUBLIC_URL: publicUrl,
    HOST_PRINTS_START_ERRORS: 'true',
  })
  const choice = extensionChoiceOf(process.env)
  const extension = choice && (await openExtension(choice, services, appDirectory))
  const closeExtension = async () => extension?.close()
  const host = await closeAfterFailure(
    () =>
      startHost({
        appDirectory,
        ...(extension && { extension: extension.options }),
        // Orchestrations work on documents; where those end with the process, they end with it, too.
        stateFile: cosmos ? ':memory:' : folder.file('host.db'),
        port,
        maxBodyBytes,
        publicUrl,
        masterKey,
        before: signIn ? [signIn.handler] : [],
        log,
      }),
    closeExtension,
  )
  await writeEndpoints(services, { serviceUrl: host.url, masterKey }, log)
  return {
    url: host.url,
    services,
    hasSignIn: signIn !== undefined,
    close: async () => {
      await removeEndpoints(folder)
      await host.close()
      await closeExtension()
      await services.close()
    },
  }
}

/** Starts everything that one machine needs to run the app of a folder with its package.json and host.json. */
const startPlatform = async (appDirectory: string, log: Log): Promise<Platform> => {
  const port = await chooseServicePort(process.env)
  const services = await startServices({ ...process.env }, log)
  return closeAfterFailure(() => startWith(services, appDirectory, port, log), services.close)
}

/** Runs the service until it is asked to stop, and returns the exit status. */
export const serve = async (appDirectory: string): Promise<number> => {
  const log = consoleLog(process.env)
  guardProcess(log)
  const stopped = untilStopped()
  const platform = await startPlatform(appDirectory, log)
  console.log(welcome(platform.url, { ...platform.services, ...platform }))
  await stopped
  await platform.close()
  return 0
}
