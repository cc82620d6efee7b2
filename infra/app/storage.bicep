@minLength(3)
@maxLength(24)
@description('Name of the account that the Functions host keeps its state and the deployed package in.')
param hostName string

@minLength(3)
@maxLength(24)
@description('Name of the account that exports and renditions are written to.')
param dataName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Whether both accounts are spread over the zones of the region.')
param zoneRedundant bool

@description('Whether the host\'s account can be reached from outside of the virtual network.')
param hostPublic bool

@description('Whether exports can be reached from outside of the virtual network.')
param dataPublic bool

@description('Origins of frontends that may fetch exports.')
param corsOrigins string[]

var sku = zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'

// What a browser may ask for and read of a file: as much as the service itself allows on its own routes.
var corsRules = empty(corsOrigins)
  ? []
  : [
      {
        allowedOrigins: corsOrigins
        allowedMethods: ['GET', 'HEAD']
        allowedHeaders: ['Range', 'If-Range', 'If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since']
        exposedHeaders: [
          'ETag'
          'Content-Range'
          'Content-Length'
          'Content-Disposition'
          'Accept-Ranges'
          'Last-Modified'
          'x-ms-request-id'
        ]
        maxAgeInSeconds: 3600
      }
    ]

// Apart from each other: the host needs to own its account, and nobody should own the exports.
resource hostStorage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: hostName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: hostPublic ? 'Enabled' : 'Disabled'
    // Policies read this one, and not publicNetworkAccess.
    networkAcls: { defaultAction: hostPublic ? 'Allow' : 'Deny', bypass: 'AzureServices' }
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
  sku: { name: sku }
  properties: {
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: dataPublic ? 'Enabled' : 'Disabled'
    networkAcls: { defaultAction: dataPublic ? 'Allow' : 'Deny', bypass: 'AzureServices' }
    supportsHttpsTrafficOnly: true
  }
}

resource dataBlobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: dataStorage
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 7 }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    cors: { corsRules: corsRules }
  }
}

resource renditions 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: dataBlobs
  name: 'renditions'
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
output renditionContainer string = renditions.name
