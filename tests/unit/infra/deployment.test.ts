import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { readJson, readText, resourceOf, standard } from './deployments.ts'

const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(readJson('package.json')).scripts

describe('.funcignore', () => {
  const lines = readText('.funcignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

  it.each(['local', 'tests', 'samples', 'demo', 'docs', 'infra', 'tools', 'lab', 'src'])(
    'leaves out %s/, at the root only',
    (folder) => {
      expect(lines).toContain(`/${folder}/`)
    },
  )

  it('leaves out the settings of this machine', () => {
    expect(lines).toContain('/local.settings.json')
  })

  it('takes along what runs, and node_modules, which would make azd build in Azure if it were left out', () => {
    for (const taken of ['dist', 'node_modules', 'host.json', 'package.json'])
      expect(lines.filter((line) => line.includes(taken))).toEqual([])
  })
})

describe('azure.yaml', () => {
  const text = readText('azure.yaml')

  it('deploys what npm run package makes, without a build in Azure', () => {
    expect(text).toMatch(/^ {4}dist: package$/m)
    expect(text).toMatch(/^ {4}remoteBuild: false$/m)
    expect(text.match(/run: npm run (?:package|[\w:]+ -- \w+)/g)).toEqual([
      'run: npm run register:web -- before',
      'run: npm run register:web -- before',
      'run: npm run register:web -- after',
      'run: npm run register:web -- after',
      'run: npm run package',
      'run: npm run package',
    ])
    expect(scripts['register:web']).toBeDefined()
    expect(scripts['package']).toBeDefined()
  })

  it('names the service as the tag of the function app does', () => {
    expect(text).toMatch(/^services:\n {2}api:$/m)
    const tags = resourceOf(standard, 'sites/func-lvb4yseam6hco').get('tags')
    expect(tags).toContain('"azd-service-name":"api"')
  })

  it('asks for an azd that knows remoteBuild', () => {
    expect(text).toMatch(/^requiredVersions:\n {2}azd: '>= 1\.23\.5'$/m)
  })

  it('uses keys that azd documents', () => {
    const keys = [...text.matchAll(/^ *([\w]+):/gm)].map(([, key]) => key ?? '')
    const documented = new Set(
      'name requiredVersions azd infra provider path module services api project dist language host remoteBuild hooks prepackage preprovision postprovision posix windows shell run'.split(
        ' ',
      ),
    )
    expect(keys.filter((key) => !documented.has(key))).toEqual([])
  })
})
