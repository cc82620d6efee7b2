@minLength(3)
@maxLength(44)
@description('Name of the Cosmos DB account.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@allowed(['Serverless', 'Autoscale'])
@description('How throughput is paid for.')
param capacityMode string

@description('With Autoscale: the most RU/s that the containers share.')
param maxThroughput int

@description('Whether the account is spread over the zones of the region. It cannot be changed later.')
param zoneRedundant bool

@description('Whether the account can be reached from outside of the virtual network.')
param public bool

// The same that the engine derives from the queries of the code; a test holds one against the other.
var containers = loadJsonContent('./containers.json')
var serverless = capacityMode == 'Serverless'

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: zoneRedundant }]
    capabilities: serverless ? [{ name: 'EnableServerless' }] : []
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: public ? 'Enabled' : 'Disabled'
  }
}

// The identity of the service may not make databases or containers, so all of them are made here.
resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: 'etiquette'
  properties: {
    resource: { id: 'etiquette' }
    options: serverless ? {} : { autoscaleSettings: { maxThroughput: maxThroughput } }
  }
}

resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [
  for settings in containers: {
    parent: database
    name: settings.id
    properties: {
      resource: {
        id: settings.id
        partitionKey: {
          paths: settings.partitionKey.paths
          version: settings.partitionKey.version
          kind: 'Hash'
        }
        indexingPolicy: settings.indexingPolicy
        defaultTtl: settings.defaultTtl
      }
    }
  }
]

output id string = account.id
output name string = account.name
output endpoint string = account.properties.documentEndpoint
output database string = database.name
