import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const root = join(__dirname, '../..')
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'))

const versions = z.record(z.string(), z.string())
const manifest = z
  .object({
    dependencies: versions,
    devDependencies: versions,
    overrides: versions,
    allowScripts: z.record(z.string(), z.boolean()),
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
        hasInstallScript: z.boolean().optional(),
      }),
    ),
  })
  .parse(readJson('package-lock.json'))
const locked = Object.entries(lock.packages).filter(([path]) => path !== '')

describe('dependencies', () => {
  it('are one version each, not a range', () => {
    for (const all of [manifest.dependencies, manifest.devDependencies, manifest.overrides])
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

  it('run a script at install only if it is named, and that is one', () => {
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript)
    for (const [path] of scripted) {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
      expect([name, name in manifest.allowScripts]).toEqual([name, true])
    }
    const allowed = Object.entries(manifest.allowScripts).filter(([, runs]) => runs)
    expect(allowed).toEqual([['node', true]])
  })

  it('of what is deployed are as many as the policy says', () => {
    const count = Object.keys(manifest.dependencies).length
    expect(readFileSync(join(root, 'SECURITY.md'), 'utf8')).toContain(`${count} direct dependencies`)
  })
})
