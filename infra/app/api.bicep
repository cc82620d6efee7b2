@description('Name of the function app, which is the first part of its address.')
param name string

@description('Name of its Flex Consumption plan. A plan has one app.')
param planName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Resource ID of the identity that the service is to Azure.')
param identityId string

@description('Client ID of that identity.')
param identityClientId string

@description('Subnet that the app reaches other resources from. Empty: none.')
param subnetId string

@description('Node.js version.')
param nodeVersion string

@description('Whether the instances are spread over the zones of the region.')
param zoneRedundant bool

@description('Memory of an instance in MB.')
param instanceMemoryMB int

@description('The most instances.')
param maximumInstanceCount int

@description('Requests that an instance answers at once.')
param httpPerInstanceConcurrency int

@description('Instances kept warm for HTTP requests.')
param alwaysReadyInstances int

@description('Instances kept warm for long work.')
param alwaysReadyDurableInstances int

@description('Where telemetry is sent to. It grants nothing: local authentication is off.')
param insightsConnectionString string

@description('Storage account of the Functions host.')
param hostStorageName string

@description('Container of the deployed package in it.')
param deploymentContainer string

@description('Blob endpoint of the account that exports are written to.')
param blobServiceUrl string

@description('Container of the exports.')
param exportContainer string

@description('Container of the renditions.')
param renditionContainer string

@description('Endpoint of Cosmos DB.')
param cosmosEndpoint string

@description('Database in it.')
param cosmosDatabase string

@description('Networks in which the storage accounts of datastores may have private addresses, separated by commas.')
param allowedBlobNetworks string

@description('URL of Key Vault.')
param keyVaultUrl string

@description('Tenant whose tokens are accepted.')
param tenantId string

@description('Audience that tokens must be for.')
param authClientId string

@description('Client IDs that tokens must have been given to, separated by commas. Empty: any of the tenant.')
param authClients string

@description('Client ID of the web app. Empty: nobody can sign in to it.')
param webClientId string

@description('Origins of frontends, separated by commas.')
param corsOrigins string

@description('Requests a second that one caller may make for long, in each instance.')
param rateLimitPerSecond int

@description('Requests that one caller may make at once after a pause, in each instance.')
param rateLimitBurst int

@description('Requests a second without a valid token that one address may make for long, in each instance.')
param addressRateLimitPerSecond int

@description('Requests without a valid token that one address may make at once after a pause, in each instance.')
param addressRateLimitBurst int

@description('Proxies that append to X-Forwarded-For before the service: the frontend of Azure is one.')
param trustedProxies int

@description('Origin of all links of the service, such as https://labels.example.org. Empty: the host name of the app.')
param publicUrl string

@description('NCRONTAB expression of the refresh.')
param refreshSchedule string

var login = environment().authentication.loginEndpoint

var alwaysReady = filter(
  [
    { name: 'http', instanceCount: alwaysReadyInstances }
    { name: 'durable', instanceCount: alwaysReadyDurableInstances }
  ],
  one => one.instanceCount > 0
)

resource hostStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: hostStorageName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource site 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      // The service answers CORS itself. An entry here, such as the portal makes, would answer in its place.
      cors: { allowedOrigins: [] }
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostStorage.properties.primaryEndpoints.blob}${deploymentContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'node', version: nodeVersion }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady
        triggers: { http: { perInstanceConcurrency: httpPerInstanceConcurrency } }
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      AzureWebJobsStorage__blobServiceUri: hostStorage.properties.primaryEndpoints.blob
      AzureWebJobsStorage__queueServiceUri: hostStorage.properties.primaryEndpoints.queue
      AzureWebJobsStorage__tableServiceUri: hostStorage.properties.primaryEndpoints.table
      APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      AZURE_CLIENT_ID: identityClientId
      // One source and no other: a failure of it is told at once, by its own name.
      AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential'
      // Bytes. The host reads a body before the service can refuse it; no route takes more than half of this.
      FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '2097152'
      AzureWebJobsDisableHomepage: 'true'
      STORE: 'cosmos'
      COSMOS_ENDPOINT: cosmosEndpoint
      COSMOS_DATABASE: cosmosDatabase
      BLOB_SERVICE_URL: blobServiceUrl
      EXPORT_CONTAINER: exportContainer
      RENDITION_CONTAINER: renditionContainer
      ALLOWED_BLOB_HOSTS: '.blob.${environment().suffixes.storage}'
      ALLOWED_BLOB_NETWORKS: allowedBlobNetworks
      KEY_VAULT_URL: keyVaultUrl
      AUTH_ISSUER: '${login}${tenantId}/v2.0'
      AUTH_AUDIENCE: authClientId
      AUTH_JWKS_URL: '${login}${tenantId}/discovery/v2.0/keys'
      AUTH_TENANT: tenantId
      AUTH_CLIENTS: authClients
      WEB_CLIENT_ID: webClientId
      CORS_ORIGINS: corsOrigins
      RATE_LIMIT_PER_SECOND: '${rateLimitPerSecond}'
      RATE_LIMIT_BURST: '${rateLimitBurst}'
      ADDRESS_RATE_LIMIT_PER_SECOND: '${addressRateLimitPerSecond}'
      ADDRESS_RATE_LIMIT_BURST: '${addressRateLimitBurst}'
      TRUSTED_PROXIES: '${trustedProxies}'
      PUBLIC_URL: empty(publicUrl) ? 'https://${site.properties.defaultHostName}' : publicUrl
      REFRESH_SCHEDULE: refreshSchedule
    }
  }

  // Deployments are made with an Entra ID token, too.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output name string = site.name
output uri string = 'https://${site.properties.defaultHostName}'
