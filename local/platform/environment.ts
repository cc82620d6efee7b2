import { resolve } from 'node:path'
import { StartError } from '../host/start-error.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export const defaultDataDir = '.data'
const defaultPort = 7071

/** A variable's value; an empty one counts as not set. */
export const valueOf = (environment: Environment, name: string): string | undefined =>
  environment[name] || undefined

export const dataDirOf = (environment: Environment): string =>
  valueOf(environment, 'DATA_DIR') ?? defaultDataDir

/** The folder of the app: that of the repository, unless a package of it is to be run. */
export const appDirOf = (environment: Environment, repository: string): string =>
  resolve(valueOf(environment, 'ETIQUETTE_APP_DIR') ?? repository)

export const portFrom = (environment: Environment, name: string): number | undefined => {
  const text = valueOf(environment, name)
  if (text === undefined) return undefined
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new StartError(`${name}=${text} is no port: give a number from 0 (any free port) to 65535.`)
  return port
}

export const servicePortOf = (environment: Environment): number =>
  portFrom(environment, 'PORT') ?? defaultPort
