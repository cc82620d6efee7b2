import { removeData, startService, type Service } from '../../tools/service.ts'
import { testSettings } from '../support/test-settings.ts'

/** The variable that names the data folder of the service that all end-to-end tests share. */
export const sharedServiceFolder = 'ETIQUETTE_TEST_DATA_DIR'

let service: Service | undefined

/** Workers are started after this and inherit the environment. */
export const startSharedService = async (): Promise<void> => {
  service = await startService({ env: testSettings })
  process.env[sharedServiceFolder] = service.dataDir
}

export const stopSharedService = async (): Promise<void> => {
  if (!service) return
  await service.stop()
  await removeData(service.dataDir)
}
