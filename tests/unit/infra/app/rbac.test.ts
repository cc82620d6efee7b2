import { describe, expect, it } from '@jest/globals'
import { deploymentNames, deploymentOf, standard, variablesOf } from '../deployments.ts'
import { roleNames } from '../../../../tools/infra/role-names.ts'

const service = '[<id-lvb4yseam6hco>.principalId]'
const [host, data] = ['sthost', 'stdata'].map(
  (name) => `Microsoft.Storage/storageAccounts/${name}lvb4yseam6hco`,
)
const cosmos = 'Microsoft.DocumentDB/databaseAccounts/cosmos-lvb4yseam6hco'
const vault = 'Microsoft.KeyVault/vaults/kv-lvb4yseam6hco'

/** The one resource that the service may have each role on. */
const expected = [
  ['Storage Blob Data Owner', host],
  ['Storage Queue Data Contributor', host],
  ['Storage Table Data Contributor', host],
  ['Storage Blob Data Contributor', `${data}/blobServices/default/containers/exports`],
  ['Storage Blob Data Contributor', `${data}/blobServices/default/containers/renditions`],
  ['Storage Blob Delegator', data],
  ['Key Vault Secrets Officer', vault],
  ['Monitoring Metrics Publisher', 'Microsoft.Insights/components/appi-lvb4yseam6hco'],
  ['Cosmos DB Built-in Data Contributor', cosmos],
].map(([role, scope]) => `${role} on ${scope}`)

const assigned = (name: string, principal: string): readonly string[] =>
  [...deploymentOf(name).keys()]
    .filter((resource) => resource.endsWith(` for ${principal}`))
    .map((resource) => resource.slice(0, -` for ${principal}`.length))

describe('the roles of the service', () => {
  it.each(deploymentNames)('are these with the setting %s, and no others', (name) => {
    expect(assigned(name, service)).toEqual(expected)
  })

  it('have the ids that Azure documents', () => {
    const ids = [...standard.values()].flatMap((lines) => lines.get('roleDefinitionId') ?? [])
    expect([...new Set(ids.map((id) => id.split('/').at(-1)))]).toEqual(Object.keys(roleNames))
  })

  it('say for which kind of principal', () => {
    for (const [name, lines] of deploymentOf('developer'))
      if (name.includes(' on ') && !name.startsWith('Cosmos DB'))
        expect(lines.get('principalType')).toBe(name.endsWith(service) ? 'ServicePrincipal' : 'User')
  })
})

describe('the roles of a developer', () => {
  const developer = variablesOf('developer').get('ETIQUETTE_DEVELOPER_PRINCIPAL_ID') ?? ''

  it('are those on the data, and none on the host', () => {
    expect(assigned('developer', developer)).toEqual(
      expected.filter((one) => !one.endsWith(` ${host}`) && !one.startsWith('Monitoring')),
    )
  })

  it('are there only if one is named', () => {
    const others = [...standard.keys()].filter((name) => name.includes(' for ') && !name.endsWith(service))
    expect(others).toEqual([])
  })
})
