import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaults, parseDeployment, parseFile } from '../../../tools/infra/deployment-file.ts'
import type { Deployment } from '../../../tools/infra/deployment.ts'

const repository = join(__dirname, '../../..')
const folder = ['tests', 'fixtures', 'infra'] as const

/** A file of the repository as text. */
export const readText = (...path: readonly string[]): string =>
  readFileSync(join(repository, ...path), 'utf8')

export const readJson = (...path: readonly string[]): unknown => JSON.parse(readText(...path))

export const readFixture = (name: string): string => readText(...folder, name)

const fileOf = (name: string) => parseFile(readText(...folder, 'deployments', `${name}.txt`))

/** The names of all settings that `npm run verify:infra` holds with the compiler. */
export const deploymentNames: readonly string[] = readdirSync(join(repository, ...folder, 'deployments')).map(
  (name) => name.replace(/\.txt$/, ''),
)

/** What a deployment has with some setting. */
export const deploymentOf = (name: string): Deployment => {
  const { from, text } = fileOf(name)
  return parseDeployment(text, from === undefined ? new Map() : deploymentOf(from))
}

/** The variables of a setting, with those of the one that it differs from. */
export const variablesOf = (name: string): ReadonlyMap<string, string> => {
  const { from, variables } = fileOf(name)
  return new Map([...(from === undefined ? [] : variablesOf(from)), ...variables])
}

export const standard = deploymentOf(defaults)

/** The properties of the one resource whose name ends like this. @throws Error unless it is one */
export const resourceOf = (deployment: Deployment, end: string): ReadonlyMap<string, string> => {
  const [found, ...others] = [...deployment].filter(([name]) => name.endsWith(end))
  if (!found || others.length > 0) throw new Error(`${others.length + 1} resources end in ${end}`)
  return found[1]
}

/** A value that is written empty. */
export const plain = (value: string): string => (value === '""' ? '' : value)
