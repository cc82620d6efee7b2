import type { Service } from '../tools/service.ts'
import { adminName } from './tour.ts'

/** The local stand-in for Cosmos DB is in memory. */
const afterwards = (dataDir: string): string =>
  process.env['STORE'] === 'cosmos'
    ? 'With STORE=cosmos the documents are in memory: when the service stops, they are gone.'
    : `Run it again later: DATA_DIR='${dataDir}' npm start`

/** What to do with the service that is left running. */
export const invite = ({ url, dataDir }: Service): string => `
The service runs on until Ctrl-C:

  Open ${url}/?person=${adminName}
  and sign in as ${adminName} (Admin), reviewer, ann or ben, whose work you saw

  API          ${url}/api
  docs page    ${url}/api/docs
  get a token  DATA_DIR='${dataDir}' npm run --silent token -- ${adminName} Labeling.Admin
  data folder  ${dataDir} (it stays; remove it when you are done)

${afterwards(dataDir)}`
