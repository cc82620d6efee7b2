import { removeData, startService, type Service, type ServiceOptions } from '../../tools/service.ts'
import { openWorld, type ServiceWorld } from './service-world.ts'
import { testSettings } from './test-settings.ts'

/** A service that a suite may end and start again. */
export interface OwnWorld extends ServiceWorld {
  readonly service: Service
  /** Ends the service as `kill -9` does. */
  crash(): Promise<void>
  /** Starts it again on the same data. */
  restart(): Promise<OwnWorld>
  close(): Promise<void>
}

export const startWorld = async (options: ServiceOptions = {}): Promise<OwnWorld> => {
  const service = await startService({ ...options, env: { ...testSettings, ...options.env } })
  return {
    ...(await openWorld(service)),
    service,
    crash: () => service.stop('SIGKILL'),
    restart: () => startWorld({ ...options, dataDir: service.dataDir }),
    close: async () => {
      await service.stop()
      await removeData(service.dataDir)
    },
  }
}
