import { measureHttp } from './http.ts'
import { measureJson } from './json.ts'
import { measureSqlite } from './sqlite.ts'

/** What this machine does at the least work, a second. */
export interface Limits {
  readonly httpRequests: number
  readonly sqliteCommits: number
  readonly jsonBytes: number
}

/** Before the service runs, so that nothing shares the machine with it. */
export const measureLimits = async (folder: string, callers: number): Promise<Limits> => ({
  httpRequests: await measureHttp(callers),
  sqliteCommits: measureSqlite(folder),
  jsonBytes: measureJson(),
})
