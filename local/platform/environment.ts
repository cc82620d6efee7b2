import { StartError } from './start-error.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export const DEFAULT_DATA_DIR = '.data'
const DEFAULT_PORT = 7071

/** A variable's value; one that is set to nothing counts as not set. */
export const valueOf = (environment: Environment, name: string): string | undefined =>
  environment[name] || undefined

export const dataDirOf = (environment: Environment): string =>
  valueOf(environment, 'DATA_DIR') ?? DEFAULT_DATA_DIR

export const servicePortOf = (environment: Environment): number =>
  portFrom(environment, 'PORT') ?? DEFAULT_PORT

export function portFrom(environment: Environment, name: string): number | undefined {
  const text = valueOf(environment, name)
  if (text === undefined) return undefined
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new StartError(`${name}=${text} is no port: give a number from 0 (any free port) to 65535.`)
  }
  return port
}
