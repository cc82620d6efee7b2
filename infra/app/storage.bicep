@minLength(3)
@maxLength(24)
@description('Name of the account that the Functions host keeps its state and the deployed package in.')
param hostName string

@minLength(3)
@maxLength(24)
@description('Name of the account that exports are written to.')
param dataName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Whether the host\'s account can be reached from outside of the virtual network.')
param hostPublic bool

@description('Whether exports can be reached from outside of the virtual network.')
param dataPublic bool

// Apart from each other: the host needs to own its account, and nobody should own the exports.
resource hostStorage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: hostName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: hostPublic ? 'Enabled' : 'Disabled'
    supportsHttpsTrafficOnly: true
  }
}

resource hostBlobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: hostStorage
  name: 'default'
}

resource deployment 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: hostBlobs
  name: 'deployment'
}

resource dataStorage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: dataName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: dataPublic ? 'Enabled' : 'Disabled'
    supportsHttpsTrafficOnly: true
  }
}

resource dataBlobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: dataStorage
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 7 }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
  }
}

resource exports 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: dataBlobs
  name: 'exports'
}

output hostId string = hostStorage.id
output hostName string = hostStorage.name
output deploymentContainer string = deployment.name
output dataId string = dataStorage.id
output dataName string = dataStorage.name
output dataBlobEndpoint string = dataStorage.properties.primaryEndpoints.blob
output exportContainer string = exports.name
