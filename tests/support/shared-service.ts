import { readService } from '../../tools/service.ts'
import { sharedServiceFolder } from '../setup/shared-service.ts'
import { openWorld, type ServiceWorld } from './service-world.ts'

/**
 * The service that all end-to-end tests share, started by `tests/setup`. A suite gives its projects, datastores and
 * containers names of its own.
 */
export const joinService = async (): Promise<ServiceWorld> => {
  const dataDir = process.env[sharedServiceFolder]
  if (dataDir === undefined) throw new Error('No service is shared: only tests in tests/e2e can join one')
  return openWorld(await readService(dataDir))
}
