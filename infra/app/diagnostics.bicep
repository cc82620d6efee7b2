// What the resources write down themselves, where the identity of the service can change nothing.

@description('Log Analytics workspace.')
param workspaceId string

@description('Whether each request to the database and to blobs is recorded, too.')
param everyRequest bool

@description('Account of the Functions host.')
param hostStorageName string

@description('Account of the exports.')
param dataStorageName string

@description('Cosmos DB account.')
param cosmosAccountName string

@description('Key Vault.')
param keyVaultName string

var blobRequests = [
  { category: 'StorageRead', enabled: true }
  { category: 'StorageWrite', enabled: true }
  { category: 'StorageDelete', enabled: true }
]

// Queues and tables of the host's account are left out: they are polled each second and hold nothing but the state of long work.
resource hostStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: hostStorageName

  resource blobs 'blobServices' existing = {
    name: 'default'
  }
}

resource dataStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: dataStorageName

  resource blobs 'blobServices' existing = {
    name: 'default'
  }
}

resource cosmosAccount 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: cosmosAccountName
}

resource keyVault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: keyVaultName
}

resource ofKeyVault 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: keyVault
  name: 'diagnostics'
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

resource ofCosmos 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: cosmosAccount
  name: 'diagnostics'
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: concat(
      [{ category: 'ControlPlaneRequests', enabled: true }],
      everyRequest ? [{ category: 'DataPlaneRequests', enabled: true }] : []
    )
  }
}

resource ofHostBlobs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (everyRequest) {
  scope: hostStorage::blobs
  name: 'diagnostics'
  properties: { workspaceId: workspaceId, logs: blobRequests }
}

resource ofDataBlobs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (everyRequest) {
  scope: dataStorage::blobs
  name: 'diagnostics'
  properties: { workspaceId: workspaceId, logs: blobRequests }
}
