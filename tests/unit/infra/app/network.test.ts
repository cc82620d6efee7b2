import { describe, expect, it } from '@jest/globals'
import { deploymentOf, resourceOf, standard } from '../deployments.ts'

const closed = deploymentOf('network-closed')
const accessOf = (deployment: typeof closed, end: string) => {
  const resource = resourceOf(deployment, end)
  const rules = resource.get('networkAcls')
  return {
    public: resource.get('publicNetworkAccess'),
    rules: rules?.includes('"Allow"') ? 'Allow' : rules && 'Deny',
  }
}
const accounts = ['/sthostlvb4yseam6hco', '/stdatalvb4yseam6hco', '/kv-lvb4yseam6hco'].map((name) =>
  name.startsWith('/st') ? `storageAccounts${name}` : `vaults${name}`,
)

describe('a virtual network', () => {
  it('closes all that is open without it, for those that read the rules as well', () => {
    for (const account of accounts) {
      const names = [...standard.keys()].filter((name) => name.endsWith(account) && !name.includes(' on '))
      expect(names).toHaveLength(1)
      expect(accessOf(standard, names[0] ?? '')).toEqual({ public: 'Enabled', rules: 'Allow' })
      expect(accessOf(closed, names[0] ?? '')).toEqual({ public: 'Disabled', rules: 'Deny' })
    }
    expect(accessOf(closed, 'databaseAccounts/cosmos-lvb4yseam6hco').public).toBe('Disabled')
  })

  it('has an endpoint and a zone for each of them', () => {
    const targets = [...closed]
      .filter(([name]) => /privateEndpoints\/[\w-]+$/.test(name))
      .map(([, lines]) => [...lines].find(([path]) => path.endsWith('groupIds'))?.[1])
    expect(targets).toEqual(['["blob"]', '["queue"]', '["table"]', '["blob"]', '["Sql"]', '["vault"]'])
    expect([...closed.keys()].filter((name) => name.endsWith('privateDnsZoneGroups/default'))).toHaveLength(6)
  })

  it('says how calls leave it: by default access, or by the one address of a gateway', () => {
    const app = (name: string) => {
      const lines = resourceOf(deploymentOf(name), 'virtualNetworks/vnet-lvb4yseam6hco')
      return {
        access: lines.get('subnets[0].properties.defaultOutboundAccess'),
        gateway: lines.get('subnets[0].properties.natGateway.id'),
      }
    }
    expect(app('network')).toEqual({ access: 'true' })
    expect(app('network-one-address')).toEqual({
      access: 'false',
      gateway: 'Microsoft.Network/natGateways/vnet-lvb4yseam6hco-nat',
    })
    expect(deploymentOf('network-one-address').get('outputs')?.get('OUTBOUND_ADDRESS')).toContain('ipAddress')
  })
})
