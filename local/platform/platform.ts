import { startHost } from '../host/host.ts'
import type { Log } from '../host/log.ts'
import { removeEndpoints, writeEndpoints } from './endpoints.ts'
import { JWKS_PATH, jwksMiddleware } from './issuer.ts'
import { LOOPBACK } from './ports.ts'
import { chooseServicePort } from './service-port.ts'
import { type Services, startServices } from './services.ts'

/** Above the app's own limit of 1 MB, so that it is the app that answers a body which is too large. */
const MAX_BODY_BYTES = 2 * 1024 * 1024

export interface PlatformOptions {
  /** Where package.json and host.json of the app lie. */
  appDirectory: string
  log: Log
}

export interface Platform {
  url: string
  services: Services
  close(): Promise<void>
}

/**
 * Starts everything that one machine needs to run the service whole. The app reads its settings from the environment
 * of the process that it runs in, so they are put there.
 */
export async function startPlatform({ appDirectory, log }: PlatformOptions): Promise<Platform> {
  const port = await chooseServicePort(process.env)
  const services = await startServices({ ...process.env }, log)
  try {
    const jwksUrl = services.issuer && `http://${LOOPBACK}:${port}${JWKS_PATH}`
    Object.assign(process.env, services.settings(jwksUrl))
    const host = await startHost({
      appDirectory,
      // What runs is about documents; where those end with the process, it ends with them.
      stateFile: services.cosmos ? ':memory:' : services.folder.file('host.db'),
      port,
      maxBodyBytes: MAX_BODY_BYTES,
      log,
      ...(services.issuer && { middleware: jwksMiddleware(services.issuer) }),
    })
    await writeEndpoints(services, host.url)
    return {
      url: host.url,
      services,
      close: async () => {
        await removeEndpoints(services.folder)
        await host.close()
        await services.close()
      },
    }
  } catch (error) {
    await services.close()
    throw error
  }
}
