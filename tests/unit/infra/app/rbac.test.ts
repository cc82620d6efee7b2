import { describe, expect, it } from '@jest/globals'
import { allPaths, blockAt, entriesOf, readBicep } from '../bicep.ts'

const { text, resources } = readBicep('app/rbac.bicep')
const guid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g

/** Built-in roles, as Azure documents them, and the one resource that the service may have each on. */
const expected = [
  ['storageBlobDataOwner', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', 'hostStorage'],
  ['storageQueueDataContributor', '974c5e8b-45b9-4653-ba55-5f855dd0fb88', 'hostStorage'],
  ['storageTableDataContributor', '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', 'hostStorage'],
  ['storageBlobDataContributor', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe', 'dataStorage::blobs::exports'],
  ['storageBlobDelegator', 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a', 'dataStorage'],
  ['keyVaultSecretsOfficer', 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7', 'keyVault'],
  ['monitoringMetricsPublisher', '3913510d-42f4-4e42-8a64-420c390055eb', 'insights'],
] as const

const declared = Object.fromEntries(
  [...entriesOf(blockAt(text, text.indexOf('var roles =')))].map(([name, id]) => [
    name,
    id.replaceAll("'", ''),
  ]),
)

const assignments = resources.filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments')

describe('the roles of the service', () => {
  it('are these, each declared once', () => {
    expect(declared).toEqual(Object.fromEntries(expected.map(([name, id]) => [name, id])))
    const ids = text.match(guid) ?? []
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each(expected)('%s (%s) is given on %s', (name, _, scope) => {
    const given = assignments.filter(({ body }) => body.includes(`roles.${name}`))
    expect(given).toHaveLength(1)
    expect(given[0]?.body).toMatch(new RegExp(`scope: ${scope}$`, 'm'))
  })

  it('say for which kind of principal, and have a name that follows from scope, principal and role', () => {
    for (const { body } of assignments) {
      expect(body).toMatch(/principalType: (?:'ServicePrincipal'|principal\.type)/)
      expect(body).toMatch(/name: guid\([\w:]+\.id, (?:principalId|principal\.id), (?:role|roles\.\w+)\)/)
    }
  })

  it('are on Cosmos DB one of its own, which may not make containers', () => {
    const [onCosmos, ...others] = resources.filter(({ type }) => type.endsWith('/sqlRoleAssignments'))
    expect(others).toEqual([])
    expect(text).toContain("var cosmosDataContributor = '00000000-0000-0000-0000-000000000002'")
    expect(onCosmos?.body).toContain('scope: cosmosAccount.id')
  })

  it('are given to a developer only if one is named, and never on the host', () => {
    expect(text).toContain('empty(developerPrincipalId) ? []')
    const onHost = assignments.find(({ name }) => name === 'onHostStorage')
    expect(onHost?.body).not.toContain('readersAndWriters')
  })

  it('are nowhere else', () => {
    for (const path of allPaths.filter((one) => one !== 'app/rbac.bicep')) {
      const other = readBicep(path).text
      expect(other).not.toMatch(/roleAssignments/i)
      expect(other.match(guid)).toBeNull()
    }
  })
})
