// Every role assignment there is.

@description('Principal ID of the identity of the service.')
param principalId string

@description('Object ID of a developer who may do with the data what the service may. Empty: nobody.')
param developerPrincipalId string

@description('Account of the Functions host.')
param hostStorageName string

@description('Account of the exports.')
param dataStorageName string

@description('Container of the exports.')
param exportContainer string

@description('Container of the renditions.')
param renditionContainer string

@description('Cosmos DB account.')
param cosmosAccountName string

@description('Key Vault.')
param keyVaultName string

@description('Application Insights.')
param insightsName string

var roles = {
  // The host's coordination, keys, timers, and the deployed package.
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  // Durable Functions: control and work items.
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  // Durable Functions: history and instances.
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  // Exports and renditions are written, read and deleted.
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  // The key that signs download URLs is one of the account, not of the container.
  storageBlobDelegator: 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
  // SAS tokens of datastores are written, read and deleted.
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  // Telemetry is sent.
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

// A role of Cosmos DB's own: documents are read and written; databases and containers are not made.
var cosmosDataContributor = '00000000-0000-0000-0000-000000000002'

var service = [{ id: principalId, type: 'ServicePrincipal' }]
var readersAndWriters = concat(service, empty(developerPrincipalId) ? [] : [{ id: developerPrincipalId, type: 'User' }])

resource hostStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: hostStorageName
}

resource dataStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: dataStorageName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource exports 'containers' existing = {
      name: exportContainer
    }

    resource renditions 'containers' existing = {
      name: renditionContainer
    }
  }
}

resource cosmosAccount 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: cosmosAccountName
}

resource keyVault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: keyVaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource onHostStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [
    roles.storageBlobDataOwner
    roles.storageQueueDataContributor
    roles.storageTableDataContributor
  ]: {
    scope: hostStorage
    name: guid(hostStorage.id, principalId, role)
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource onExports 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principal in readersAndWriters: {
    scope: dataStorage::blobs::exports
    name: guid(dataStorage::blobs::exports.id, principal.id, roles.storageBlobDataContributor)
    properties: {
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles.storageBlobDataContributor
      )
      principalId: principal.id
      principalType: principal.type
    }
  }
]

resource onRenditions 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principal in readersAndWriters: {
    scope: dataStorage::blobs::renditions
    name: guid(dataStorage::blobs::renditions.id, principal.id, roles.storageBlobDataContributor)
    properties: {
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles.storageBlobDataContributor
      )
      principalId: principal.id
      principalType: principal.type
    }
  }
]

resource onDataStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principal in readersAndWriters: {
    scope: dataStorage
    name: guid(dataStorage.id, principal.id, roles.storageBlobDelegator)
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDelegator)
      principalId: principal.id
      principalType: principal.type
    }
  }
]

resource onKeyVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principal in readersAndWriters: {
    scope: keyVault
    name: guid(keyVault.id, principal.id, roles.keyVaultSecretsOfficer)
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsOfficer)
      principalId: principal.id
      principalType: principal.type
    }
  }
]

resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, principalId, roles.monitoringMetricsPublisher)
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.monitoringMetricsPublisher
    )
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// One after the other: the account refuses two changes at once (412). On the account, which holds nothing else: the client reads the account's own description, too.
@batchSize(1)
resource onCosmos 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = [
  for principal in readersAndWriters: {
    parent: cosmosAccount
    name: guid(cosmosAccount.id, principal.id, cosmosDataContributor)
    properties: {
      roleDefinitionId: '${cosmosAccount.id}/sqlRoleDefinitions/${cosmosDataContributor}'
      principalId: principal.id
      scope: cosmosAccount.id
    }
  }
]
