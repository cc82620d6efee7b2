import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { outsideNpm } from '../../tools/npm-environment.ts'

// Tries the settings of this repository in a project of its own, without a network. `npm run verify:install` tries
// the real packages with several versions of npm.

const repository = resolve(__dirname, '../..')
const run = promisify(execFile)
let folder: string

const write = async (name: string, content: unknown, mode?: number): Promise<void> => {
  const file = join(folder, name)
  await mkdir(resolve(file, '..'), { recursive: true })
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content), { mode })
}

/** As in a terminal of somebody who has no settings of npm, but allows what npm 12 does not run by itself. */
const npm = (...args: readonly string[]) =>
  run('npm', [...args, '--dangerously-allow-all-scripts'], {
    cwd: folder,
    env: {
      ...outsideNpm(),
      MARKS: join(folder, 'marks'),
      npm_config_userconfig: join(folder, 'no-npmrc'),
    },
  })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etiquette-'))
})

afterEach(async () => rm(folder, { recursive: true }))

describe('npm ci', () => {
  const mark = `node -e "fs.appendFileSync(process.env.MARKS, process.env.npm_lifecycle_event + ' ')"`
  const scripts = { preinstall: mark, install: mark, postinstall: mark }
  const dependencies = { foreign: 'file:foreign-1.0.0.tgz' }
  const project = { name: 'project', version: '1.0.0' }

  beforeEach(async () => {
    await write('foreign/package.json', { name: 'foreign', version: '1.0.0', scripts })
    await npm('pack', './foreign')
    await write('package.json', { ...project, dependencies })
    await write('package-lock.json', {
      ...project,
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { ...project, dependencies },
        'node_modules/foreign': { version: '1.0.0', resolved: dependencies.foreign, hasInstallScript: true },
      },
    })
    await write('marks', '')
  })

  const marks = async () => {
    expect(
      JSON.parse(await readFile(join(folder, 'node_modules/foreign/package.json'), 'utf8')),
    ).toMatchObject({
      name: 'foreign',
    })
    return readFile(join(folder, 'marks'), 'utf8')
  }

  test('runs no script of a package with the settings of this repository', async () => {
    await cp(join(repository, '.npmrc'), join(folder, '.npmrc'))
    await npm('ci', '--offline')
    expect(await marks()).toBe('')
  })

  test('runs them all without those settings', async () => {
    await npm('ci', '--offline')
    expect(await marks()).toBe('preinstall install postinstall ')
  })
})

describe('ensure-node', () => {
  const here = `node-${process.platform}-${process.arch}`
  const useNode = async (optionalDependencies: Readonly<Record<string, string>>): Promise<void> => {
    await write('package.json', {
      name: 'project',
      version: '1.0.0',
      scripts: {
        'ensure-node': `node '${join(repository, 'tools/ensure-node.mjs')}'`,
        which: 'node --version',
      },
      optionalDependencies,
    })
  }
  const installNode = async (version: string): Promise<void> => {
    await write(`node_modules/${here}/package.json`, { name: here, version, bin: { node: 'bin/node' } })
    await write(`node_modules/${here}/bin/node`, `#!/bin/sh\necho v${version}\n`, 0o755)
  }

  test('links the Node.js that is installed for this platform', async () => {
    await useNode({ 'node-another-arm64': '99.0.0', [here]: '99.0.0' })
    await installNode('99.0.0')
    await npm('run', 'ensure-node')
    expect(await readlink(join(folder, 'node_modules/.bin/node'))).toBe(`../${here}/bin/node`)
    expect((await npm('run', '--silent', 'which')).stdout).toBe('v99.0.0\n')
  })

  test('says how to install it', async () => {
    await useNode({ [here]: '99.0.0' })
    await expect(npm('run', 'ensure-node')).rejects.toThrow(
      `Run npm ci, without --omit=optional, to get ${here}.`,
    )
  })

  test('says where to get it for a platform that has no package', async () => {
    await useNode({ 'node-another-arm64': '99.0.0' })
    await expect(npm('run', 'ensure-node')).rejects.toThrow('Node.js 99.0.0 is needed, and this is')
  })

  test('accepts a later Node.js on such a platform', async () => {
    await useNode({ 'node-another-arm64': '20.0.0' })
    await npm('run', 'ensure-node')
  })
})
