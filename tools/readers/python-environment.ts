import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The versions of Python that have wheels of all requirements. */
const oldest = 11
const newest = 13

const commands = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python']

export interface Python {
  readonly command: string
  /** Such as 3.12. */
  readonly version: string
}

/** Finds a Python that can create virtual environments. @returns The reason if there is none */
export const findPython = (env: NodeJS.ProcessEnv = process.env): Python | string => {
  const refused: string[] = []
  for (const command of commands) {
    const code = 'import ensurepip, sys, venv; print(f"{sys.version_info[0]}.{sys.version_info[1]}")'
    const { error, status, stdout, stderr } = spawnSync(command, ['-c', code], { env, encoding: 'utf8' })
    if (error) continue
    const version = stdout.trim()
    const [, minor = ''] = /^3\.(\d+)$/.exec(version) ?? []
    if (status !== 0) refused.push(`${command}: ${stderr.trim().split('\n').at(-1)}`)
    else if (Number(minor) >= oldest && Number(minor) <= newest) return { command, version }
    else refused.push(`${command} is ${version}`)
  }
  return `Python 3.${oldest} to 3.${newest} with venv and pip is missing (${refused.join('; ') || 'no python3 on the PATH'})`
}

const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'etiquette-readers')

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const mostOutput = 16 * 1024 * 1024

/** Deletes the environments of earlier requirements: each has more than a gigabyte. */
const removeOthers = async (folder: string, prefix: string): Promise<void> => {
  for (const name of await readdir(dirname(folder)))
    if (name.startsWith(prefix) && name !== basename(folder))
      await rm(join(dirname(folder), name), { recursive: true, force: true })
}

/**
 * A virtual environment with the packages of a file of requirements, which names every package with its version. It is cached
 * under a hash of both, in `$XDG_CACHE_HOME/etiquette-readers`.
 * @returns The path of its Python
 */
export const openEnvironment = async (python: Python, requirements: string): Promise<string> => {
  const prefix = `${basename(requirements, '.txt')}-`
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .update(`${python.version} ${process.platform} ${process.arch}`)
    .digest('hex')
  const folder = join(cacheFolder(), prefix + hash.slice(0, 16))
  const interpreter = (root: string): string =>
    process.platform === 'win32' ? join(root, 'Scripts', 'python.exe') : join(root, 'bin', 'python')
  if (await exists(folder)) return interpreter(folder)
  await mkdir(cacheFolder(), { recursive: true })
  const unfinished = await mkdtemp(join(cacheFolder(), 'unfinished-'))
  try {
    console.log(`Installing ${requirements}`)
    await run(python.command, ['-m', 'venv', unfinished])
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-compile']
    await run(
      interpreter(unfinished),
      // Every package is named, so pip has no versions to choose.
      [...pip, '--no-deps', '--only-binary', ':all:', '-r', requirements],
      { maxBuffer: mostOutput },
    )
    // Another run can have created it meanwhile.
    await rename(unfinished, folder).catch(async (error: unknown) => {
      if (!(await exists(folder))) throw error
    })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  await removeOthers(folder, prefix)
  return interpreter(folder)
}
