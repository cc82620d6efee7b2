import { describe, expect, it } from '@jest/globals'
import { linesOf, readSnapshot } from '../../../../tools/infra/deployment.ts'

const group = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-labels'
const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv-x`
const identity = `reference('${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-x', '2023-01-31')`

const resource = (id: string, type: string, more: object = {}) => ({
  id,
  type,
  name: id.split('/').at(-1),
  apiVersion: '2024-01-01',
  ...more,
})
const read = (predictedResources: readonly unknown[], outputs: object = {}) =>
  readSnapshot({ predictedResources, diagnostics: [], outputs })

const role = {
  roleDefinitionId: `/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/roleDefinitions/b86a8fe4-44ce-4948-aee5-eccb2c155cd7`,
  principalId: `[${identity}.principalId]`,
}

describe('a snapshot', () => {
  it('is resources with their properties, under short names', () => {
    const properties = { url: `[${identity}.clientId]`, open: false, none: '', id: `${vault}/keys/k` }
    expect(
      read([resource(vault, 'Microsoft.KeyVault/vaults', { location: 'north', properties })], {
        B: 1,
        A: vault,
      }),
    ).toEqual(
      new Map([
        [
          'Microsoft.KeyVault/vaults/kv-x',
          new Map([
            ['apiVersion', '2024-01-01'],
            ['location', 'north'],
            ['url', '[<id-x>.clientId]'],
            ['open', 'false'],
            ['none', '""'],
            ['id', 'Microsoft.KeyVault/vaults/kv-x/keys/k'],
          ]),
        ],
        [
          'outputs',
          new Map([
            ['A', 'Microsoft.KeyVault/vaults/kv-x'],
            ['B', '1'],
          ]),
        ],
      ]),
    )
    const [name] = read([resource(group, 'Microsoft.Resources/resourceGroups')]).keys()
    expect(name).toBe('Microsoft.Resources/resourceGroups/rg-labels')
  })

  it('names an assignment by role, scope and principal, whether or not its own name is known', () => {
    const type = 'Microsoft.Authorization/roleAssignments'
    const named = 'Key Vault Secrets Officer on Microsoft.KeyVault/vaults/kv-x for'
    const unknown = `[extensionResourceId('${vault}', '${type}', guid('${vault}', ${identity}.principalId))]`
    expect([...read([resource(unknown, type, { properties: role })]).keys()][0]).toBe(
      `${named} [<id-x>.principalId]`,
    )
    const known = `${vault}/providers/${type}/a3105f8b-b21a-53f7-b6a7-b755f9e062bf`
    expect([...read([resource(known, type, { properties: { ...role, principalId: 'p' } })]).keys()][0]).toBe(
      `${named} p`,
    )
    const cosmos = {
      ...role,
      scope: `${group}/providers/Microsoft.DocumentDB/databaseAccounts/c`,
      roleDefinitionId: 'x/other',
    }
    const ofCosmos = resource('[resourceId(1)]', 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments', {
      properties: cosmos,
    })
    expect([...read([ofCosmos]).keys()][0]).toBe(
      'other on Microsoft.DocumentDB/databaseAccounts/c for [<id-x>.principalId]',
    )
  })

  it('hides nothing: two resources of one name, a property twice, and a diagnostic are errors', () => {
    const one = resource(vault, 'Microsoft.KeyVault/vaults')
    expect(() => read([one, one])).toThrow('Two resources have one name')
    expect(() => read([{ ...one, kind: 'a', properties: { kind: 'b' } }])).toThrow('kind inside and outside')
    expect(() => readSnapshot({ predictedResources: [], diagnostics: ['?'], outputs: {} })).toThrow()
  })
})

describe('the lines of a value', () => {
  it('are one if it is short, and one for each member if not', () => {
    expect(linesOf('a', { b: [1, 2] })).toEqual([['a', '{"b":[1,2]}']])
    const long = 'x'.repeat(60)
    expect(linesOf('a', { b: [long, { c: long, d: null }], e: '' })).toEqual([
      ['a.b[0]', long],
      ['a.b[1]', `{"c":"${long}","d":null}`],
      ['a.e', '""'],
    ])
    expect(linesOf('a', long.repeat(3))).toEqual([['a', long.repeat(3)]])
  })
})
