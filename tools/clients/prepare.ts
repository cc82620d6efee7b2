import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientKind } from './clients.ts'
import { openApiGeneratorPin, programFolder } from './pins.ts'
import { runLogged } from './run-logged.ts'

const isWhole = async (file: string): Promise<boolean> =>
  existsSync(file) &&
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex') === openApiGeneratorPin.sha256

/** Has openapi-generator in the folder, by Maven and its cache. @returns Its path */
const fetchJar = async (folder: string, log: string): Promise<string> => {
  const { version, copyPlugin } = openApiGeneratorPin
  const jar = join(folder, `openapi-generator-cli-${version}.jar`)
  if (await isWhole(jar)) return jar
  const artifact = `-Dartifact=org.openapitools:openapi-generator-cli:${version}`
  await runLogged(
    {
      program: 'mvn',
      args: ['-q', '-B', copyPlugin, artifact, `-DoutputDirectory=${folder}`],
      folder,
    },
    log,
  )
  if (!(await isWhole(jar)))
    throw new Error(
      `${jar} is not the one that tools/clients/pins.ts names: remove it from ~/.m2, and try again`,
    )
  return jar
}

/** Has a Python environment with the pinned packages of all clients. @returns The folder of its programs */
const makePython = async (folder: string, log: string): Promise<string> => {
  const bin = join(folder, 'python', 'bin')
  const requirements = join(programFolder, 'requirements.txt')
  const wanted = await readFile(requirements, 'utf8')
  const installed = join(folder, 'python', 'installed.txt')
  if (existsSync(installed) && (await readFile(installed, 'utf8')) === wanted) return bin
  await runLogged(
    { program: 'python3', args: ['-m', 'venv', '--clear', join(folder, 'python')], folder },
    log,
  )
  const install = ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', requirements]
  await runLogged({ program: join(bin, 'pip'), args: install, folder }, log)
  await writeFile(installed, wanted)
  return bin
}

/** What several clients need, made once. */
export interface Prepared {
  readonly jar: string
  readonly python: string
}

export const prepare = async (kinds: readonly ClientKind[], folder: string): Promise<Prepared> => {
  const needs = (generator: ClientKind['generator']): boolean =>
    kinds.some((kind) => kind.generator === generator)
  const needsPython = kinds.some(({ runtime }) => runtime === 'python3')
  const [jar, python] = await Promise.all([
    needs('openapi-generator') ? fetchJar(folder, join(folder, 'jar.log')) : '',
    needsPython ? makePython(folder, join(folder, 'python.log')) : '',
  ])
  return { jar, python }
}
