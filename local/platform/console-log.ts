import { inspect } from 'node:util'
import { type Log, type LogLevel, isLogLevel } from '../host/log.ts'
import { type Environment, valueOf } from './environment.ts'
import { StartError } from './start-error.ts'

const ORDER: readonly LogLevel[] = ['trace', 'debug', 'information', 'warning', 'error', 'critical']

/** Writes to stderr what is at least as grave as LOG_LEVEL, by default warnings. */
export function consoleLog(environment: Environment): Log {
  const least = valueOf(environment, 'LOG_LEVEL') ?? 'warning'
  if (!isLogLevel(least)) throw new StartError(`LOG_LEVEL=${least} is none of ${ORDER.join(', ')}.`)
  return (level, category, message, error) => {
    if (ORDER.indexOf(level) < ORDER.indexOf(least)) return
    const cause = error === undefined ? '' : `\n${inspect(error)}`
    console.error(`${new Date().toISOString()} ${level} ${category}: ${message}${cause}`)
  }
}
