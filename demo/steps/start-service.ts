import { startService, type Service } from '../../tools/service.ts'
import type { Screen } from '../screen.ts'

/** Settings of one's own service, which the demo's must not take over: it runs on local storage and local tokens. */
const untouched = {
  BLOB_SERVICE_URL: '',
  BLOB_PORT: '',
  COSMOS_ENDPOINT: '',
  COSMOS_KEY: '',
  COSMOS_DATABASE: '',
  KEY_VAULT_URL: '',
  AUTH_ISSUER: '',
  AUTH_AUDIENCE: '',
  AUTH_JWKS_URL: '',
  AUTH_TENANT: '',
  AUTH_CLIENTS: '',
}

/** As `npm start` does, on a free port, with Blob storage and an issuer of tokens beside it. */
export const startTheService = async (
  screen: Screen,
  dataDir: string,
  onLine: (line: string) => void,
): Promise<Service> => {
  let service: Service | undefined
  await screen.step('Start the service', async () => {
    service = await startService({ dataDir, env: untouched, onLine })
    return service.url
  })
  if (!service) throw new Error('The service is not there')
  return service
}
