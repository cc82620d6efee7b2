@description('Account of the exports.')
param dataStorageName string

@description('Cosmos DB account.')
param cosmosAccountName string

@description('Key Vault.')
param keyVaultName string

var lock = {
  level: 'CanNotDelete'
  notes: 'Labels, exports and secrets. Remove the lock only to delete them for good.'
}

resource dataStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: dataStorageName
}

resource cosmosAccount 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: cosmosAccountName
}

resource keyVault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: keyVaultName
}

resource onDataStorage 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: dataStorage
  name: 'keep'
  properties: lock
}

resource onCosmos 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: cosmosAccount
  name: 'keep'
  properties: lock
}

resource onKeyVault 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: keyVault
  name: 'keep'
  properties: lock
}
