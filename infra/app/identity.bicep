@description('Name of the identity that the service is to Azure.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

// Assigned by us and not by the site, so that its roles are there before the site first starts.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

output id string = identity.id
output principalId string = identity.properties.principalId
output clientId string = identity.properties.clientId
