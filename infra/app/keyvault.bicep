@minLength(3)
@maxLength(24)
@description('Name of the vault that keeps the SAS tokens of datastores and the key that signs content URLs.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Whether the vault can be reached from outside of the virtual network.')
param public bool

@description('Whether nobody can remove the deleted vault before its time. For good: it cannot be switched off again.')
param purgeProtection bool

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    // Azure knows true and nothing.
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: public ? 'Enabled' : 'Disabled'
    networkAcls: { defaultAction: public ? 'Allow' : 'Deny', bypass: 'AzureServices' }
  }
}

output id string = vault.id
output name string = vault.name
output url string = vault.properties.vaultUri
