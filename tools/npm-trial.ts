import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { outsideNpm } from './npm-environment.ts'

const minutes = 60_000
const notCopied = new Set(['.git', 'dist', 'package', 'coverage', '.data'])

type Npm<T> = (...args: readonly string[]) => Promise<T>

/** A copy of the repository, and one version of npm to install it with. */
export interface NpmTrial {
  readonly npm: Npm<string>
  /** The packages whose scripts npm wants to run. It runs none of them. */
  readonly recordScripts: Npm<readonly string[]>
}

const copyRepository = async (from: string, to: string): Promise<void> => {
  await mkdir(to)
  const filter = (path: string): boolean => basename(path) !== 'node_modules'
  for (const name of await readdir(from))
    if (!notCopied.has(name)) await cp(join(from, name), join(to, name), { recursive: true, filter })
}

export const startNpmTrial = async (
  repository: string,
  folder: string,
  version: string,
): Promise<NpmTrial> => {
  const copy = join(folder, 'copy')
  const npmFolder = join(folder, 'npm')
  const records = join(folder, 'records')
  const shell = join(folder, 'shell')
  const terminal = outsideNpm()
  const path = [join(npmFolder, 'node_modules/.bin'), terminal['PATH']].join(delimiter)

  const run = async (env: NodeJS.ProcessEnv, args: readonly string[]): Promise<string> => {
    const options = { cwd: copy, env: { ...terminal, PATH: path, ...env }, timeout: 10 * minutes }
    const { stdout } = await promisify(execFile)('npm', args, { ...options, maxBuffer: 2 ** 26 })
    return stdout.trim()
  }
  const npm: Npm<string> = (...args) => run({}, args)
  const recordScripts: Npm<readonly string[]> = async (...args) => {
    await writeFile(records, '')
    await run({ npm_config_script_shell: shell }, args)
    const lines = (await readFile(records, 'utf8')).split('\n')
    return [...new Set(lines.filter((line) => line !== ''))].sort()
  }

  await copyRepository(repository, copy)
  await writeFile(shell, `#!/bin/sh\necho "$npm_package_name" >> '${records}'\n`, { mode: 0o755 })
  await npm('install', '--prefix', npmFolder, '--no-save', '--ignore-scripts', '--no-audit', `npm@${version}`)
  return { npm, recordScripts }
}
