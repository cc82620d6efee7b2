import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { operations, operationStatuses } from '../../../src/domain/model/operations/operation.ts'
import { metrics } from '../../../src/domain/ports/telemetry.ts'
import { allPaths, modulePaths, readBicep, readJson, readText } from './bicep.ts'

const main = readBicep('main.bicep')

const parameters = z
  .object({ parameters: z.record(z.string(), z.object({ value: z.string() })) })
  .parse(readJson('infra', 'main.parameters.json')).parameters

describe('main.bicep', () => {
  it('calls each module, once', () => {
    expect(main.modules.map(({ path }) => path).sort()).toEqual([...modulePaths].sort())
  })

  it.each(main.modules)('gives $name what it takes, and nothing else', ({ path, params }) => {
    const taken = readBicep(path).params
    expect(taken.map(({ name }) => name)).toEqual(expect.arrayContaining([...params]))
    expect(params).toEqual(
      expect.arrayContaining(taken.filter((param) => param.default === undefined).map(({ name }) => name)),
    )
  })

  it('uses only outputs that the modules have', () => {
    const used = [...main.text.matchAll(/\b(\w+)!?\.outputs\.(\w+)/g)].map(([, name, output]) => ({
      path: main.modules.find((module) => module.name === name)?.path ?? '',
      output: output ?? '',
    }))
    expect(used.length).toBeGreaterThan(10)
    for (const { path, output } of used)
      expect({ path, outputs: readBicep(path).outputs }).toEqual({
        path,
        outputs: expect.arrayContaining([output]),
      })
  })

  it('makes nothing itself but the resource group', () => {
    expect(main.resources.map(({ type }) => type)).toEqual(['Microsoft.Resources/resourceGroups'])
  })

  it('names resources by abbreviations that there are, and uses each of them', () => {
    const used = [...main.text.matchAll(/abbreviations\.(\w+)\}/g)].map(([, name]) => name)
    const known = z.record(z.string(), z.string()).parse(readJson('infra', 'abbreviations.json'))
    expect([...new Set(used)].sort()).toEqual(Object.keys(known).sort())
  })
})

describe.each(allPaths)('%s', (path) => {
  const { text, params, outputs, resources } = readBicep(path)

  it('describes and uses each of its parameters', () => {
    expect(params.length).toBeGreaterThan(0)
    for (const { name, description } of params) {
      expect({ name, described: (description ?? '').length > 4 }).toEqual({ name, described: true })
      const uses = text
        .replaceAll(/^@description.*$|^ *[\w']+: /gm, '')
        .match(new RegExp(`\\b${name}\\b`, 'g'))
      expect({ name, used: (uses?.length ?? 0) > 1 }).toEqual({ name, used: true })
    }
  })

  it('has no output that nobody reads', () => {
    if (path === 'main.bicep') return
    const module = main.modules.find((one) => one.path === path)?.name ?? ''
    for (const output of outputs)
      expect(main.text).toMatch(new RegExp(`\\b${module}!?\\.outputs\\.${output}\\b`))
  })

  it('closes what it opens', () => {
    for (const [open, close] of [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
    ] as const)
      expect(text.split(open).length).toBe(text.split(close).length)
    for (const line of text.split('\n'))
      expect(line.replaceAll(String.raw`\'`, '').split("'").length % 2).toBe(1)
  })

  it('declares each type at one stable version', () => {
    for (const { type, version } of resources.filter((resource) => resource.version !== '')) {
      expect({ type, version }).toEqual({ type, version: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) })
      const versions = allPaths.flatMap((one) =>
        [...readBicep(one).text.matchAll(/'([\w./]+)@([\w-]+)'/g)]
          .filter(([, other]) => other === type)
          .map(([, , found]) => found),
      )
      expect(new Set(versions)).toEqual(new Set([version]))
    }
  })

  it('knows no key and no connection string with one', () => {
    expect(text).not.toMatch(
      /listKeys|listAccountSas|listServiceSas|listConnectionStrings|AccountKey|SharedAccess|InstrumentationKey|primaryMasterKey/i,
    )
    expect(text).not.toMatch(
      /allowSharedKeyAccess: true|disableLocalAuth: false|allowBlobPublicAccess: true/i,
    )
  })
})

describe('what holds keys', () => {
  it.each([
    ['app/storage.bicep', 'Microsoft.Storage/storageAccounts', 'allowSharedKeyAccess: false'],
    ['app/storage.bicep', 'Microsoft.Storage/storageAccounts', 'allowBlobPublicAccess: false'],
    ['app/storage.bicep', 'Microsoft.Storage/storageAccounts', "minimumTlsVersion: 'TLS1_2'"],
    ['app/data.bicep', 'Microsoft.DocumentDB/databaseAccounts', 'disableLocalAuth: true'],
    ['app/keyvault.bicep', 'Microsoft.KeyVault/vaults', 'enableRbacAuthorization: true'],
    ['app/monitoring.bicep', 'Microsoft.Insights/components', 'DisableLocalAuth: true'],
    ['app/monitoring.bicep', 'Microsoft.OperationalInsights/workspaces', 'disableLocalAuth: true'],
    ['app/api.bicep', 'Microsoft.Web/sites', 'httpsOnly: true'],
  ])('%s: each %s has %s', (path, type, property) => {
    const found = readBicep(path).resources.filter((resource) => resource.type === type)
    expect(found.length).toBeGreaterThan(0)
    for (const { body } of found) expect(body).toContain(property)
  })
})

describe('main.parameters.json', () => {
  it('gives each parameter but the one that is not to be set', () => {
    const settable = main.params.map(({ name }) => name).filter((name) => name !== 'currentMonth')
    expect(Object.keys(parameters)).toEqual(settable)
  })

  it('has the defaults of main.bicep', () => {
    for (const { name, default: inBicep } of main.params.filter((param) => param.name !== 'currentMonth')) {
      const given = /^\$\{[A-Z_]+(?:=(?<value>.*))?\}$/.exec(parameters[name]?.value ?? '')
      expect({ name, given: given?.groups?.['value'] }).toEqual({
        name,
        given: inBicep?.replaceAll(/^'|'$/g, ''),
      })
    }
  })

  it('is explained in docs/azure.md, variable by variable, with its defaults', () => {
    const guide = readText('docs', 'azure.md')
    for (const { value } of Object.values(parameters)) {
      const [, variable = '', standard = ''] = /^\$\{([A-Z_]+)(?:=(.*))?\}$/.exec(value) ?? []
      const row = guide.split('\n').find((line) => line.startsWith(`| \`${variable}\``))
      expect({ variable, row }).toEqual({ variable, row: expect.stringContaining(standard) })
    }
  })
})

describe('alerts.bicep', () => {
  const { text } = readBicep('app/alerts.bicep')

  it('looks for what the service measures', () => {
    const measured = [...text.matchAll(/Name == "([\w.]+)"/g)].map(([, name]) => name ?? '')
    expect(measured).toHaveLength(3)
    for (const name of measured) expect(Object.keys(metrics)).toContain(name)
  })

  it('names work and status as operations have them', () => {
    const failed = { work: 'export', status: 'Failed' }
    const query = Object.entries(failed).map(([name, value]) => `Properties.${name} == "${value}"`)
    expect(text).toContain(query.join(' and '))
    expect(operationStatuses).toContain(failed.status)
    const { document } = operations.parse({
      document: {
        id: 'o1',
        kind: 'operation',
        ...failed,
        project: 'p',
        projectUid: 'u',
        export: 'e1',
        startedAt: 0,
        startedBy: 'me',
        done: 0,
      },
      etag: '',
    })
    expect(document).toMatchObject(failed)
  })
})
