import { inspect } from 'node:util'
import { isLogLevel, logLevels } from '../host/log.ts'
import type { Log } from '../host/log.ts'
import { valueOf } from './environment.ts'
import type { Environment } from './environment.ts'
import { StartError } from '../host/start-error.ts'

/** Writes lines of LOG_LEVEL (by default `warning`) and above to stderr. */
export const consoleLog = (environment: Environment): Log => {
  const least = valueOf(environment, 'LOG_LEVEL') ?? 'warning'
  if (!isLogLevel(least))
    throw new StartError(`LOG_LEVEL=${least} is no level: give one of ${logLevels.join(', ')}.`)
  const shown = new Set(logLevels.slice(logLevels.indexOf(least)))
  return (level, category, message, error) => {
    if (!shown.has(level)) return
    const cause = error === undefined ? '' : `\n${inspect(error)}`
    console.error(`${new Date().toISOString()} ${level} ${category}: ${message}${cause}`)
  }
}
