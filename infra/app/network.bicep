@description('Name of the virtual network.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Storage account of the Functions host.')
param hostStorageId string

@description('Storage account of the exports.')
param dataStorageId string

@description('Cosmos DB account.')
param cosmosAccountId string

@description('Key Vault.')
param keyVaultId string

@description('Whether outgoing calls have one fixed address.')
param natGateway bool

// Private endpoints get their addresses from it.
var endpointNetwork = '10.0.1.0/24'

var zones = [
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.queue.${environment().suffixes.storage}'
  'privatelink.table.${environment().suffixes.storage}'
  'privatelink.documents.azure.com'
  'privatelink.vaultcore.azure.net'
]

// `zone` is the place in the list above.
var endpoints = [
  { name: 'host-blob', target: hostStorageId, group: 'blob', zone: 0 }
  { name: 'host-queue', target: hostStorageId, group: 'queue', zone: 1 }
  { name: 'host-table', target: hostStorageId, group: 'table', zone: 2 }
  { name: 'data-blob', target: dataStorageId, group: 'blob', zone: 0 }
  { name: 'cosmos', target: cosmosAccountId, group: 'Sql', zone: 3 }
  { name: 'vault', target: keyVaultId, group: 'vault', zone: 4 }
]

resource outbound 'Microsoft.Network/publicIPAddresses@2024-05-01' = if (natGateway) {
  name: '${name}-outbound'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

resource gateway 'Microsoft.Network/natGateways@2024-05-01' = if (natGateway) {
  name: '${name}-nat'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: outbound.id }] }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.0.0.0/24'
          // Said, because newer versions of the API have none by default: the service calls Entra ID and datastores.
          defaultOutboundAccess: !natGateway
          natGateway: natGateway ? { id: gateway.id } : null
          // What Flex Consumption asks for. The name of such a subnet must have no underscore.
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: endpointNetwork
          privateEndpointNetworkPolicies: 'Disabled'
          defaultOutboundAccess: false
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource private 'subnets' existing = {
    name: 'endpoints'
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zoneName in zones: {
    name: zoneName
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zoneName, index) in zones: {
    parent: zone[index]
    name: name
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = [
  for one in endpoints: {
    name: '${name}-${one.name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: network::private.id }
      privateLinkServiceConnections: [
        {
          name: one.name
          properties: {
            // The IDs are parameters; the rule does not see that through the list.
            #disable-next-line use-resource-id-functions
            privateLinkServiceId: one.target
            groupIds: [one.group]
          }
        }
      ]
    }
  }
]

resource record 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [
  for (one, index) in endpoints: {
    parent: endpoint[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [{ name: one.name, properties: { privateDnsZoneId: zone[one.zone].id } }]
    }
  }
]

output appSubnetId string = network::app.id
output endpointNetwork string = endpointNetwork
output outboundAddress string = natGateway ? outbound!.properties.ipAddress : ''
