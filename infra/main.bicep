targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the azd environment. It names the resource group, and is part of what makes the other names unique.')
param environmentName string

@minLength(1)
@description('Region of all resources. It must offer Flex Consumption: `az functionapp list-flexconsumption-locations`.')
param location string

@minLength(36)
@maxLength(36)
@description('Application (client) ID of the API in Entra ID. Callers\' tokens must be for this audience.')
param authClientId string

@description('Tenant whose tokens are accepted. Empty: the tenant of the subscription.')
param authTenantId string = ''

@description('Client IDs of the applications that may call the API for somebody or for themselves, separated by commas. Empty: any of the tenant.')
param authClients string = ''

@description('Origins of frontends that may call the API from a browser, separated by commas, such as https://labels.example.org. Empty: none.')
param corsOrigins string = ''

@minValue(1)
@maxValue(1000)
@description('Requests a second that one caller may make for long, in each instance.')
param rateLimitPerSecond int = 50

@minValue(1)
@maxValue(100000)
@description('Requests that one caller may make at once after a pause, in each instance.')
param rateLimitBurst int = 200

@description('Requests a second without a valid token that one address may make for long, in each instance of the service.')
@minValue(1)
@maxValue(10000)
param addressRateLimitPerSecond int = 200

@description('Requests without a valid token that one address may make at once after a pause, in each instance of the service.')
@minValue(1)
@maxValue(1000000)
param addressRateLimitBurst int = 2000

@description('Proxies that append to X-Forwarded-For before the service gets a request: the frontend of Azure is one.')
@minValue(1)
@maxValue(10)
param trustedProxies int = 1

@description('Origin of all links of the service, such as https://labels.example.org. Empty: the host name of the function app.')
param publicUrl string = ''

@description('When datastores are looked at for new, changed and missing files: six fields, NCRONTAB, UTC.')
param refreshSchedule string = '0 */15 * * * *'

@description('Node.js of the function app. The service is tested with 24; check that Flex Consumption offers it in the region: `az functionapp list-flexconsumption-runtimes --runtime node --location <region>`.')
param nodeVersion string = '24'

@allowed([512, 2048, 4096])
@description('Memory of an instance in MB; processor time comes in proportion.')
param instanceMemoryMB int = 2048

@minValue(40)
@maxValue(1000)
@description('The most instances that the app may scale out to.')
param maximumInstanceCount int = 40

@minValue(1)
@maxValue(1000)
@description('Requests that one instance answers at once before another one is started.')
param httpPerInstanceConcurrency int = 16

@minValue(0)
@description('Instances that are kept warm for HTTP requests, and paid for while idle. 0: the first request after a pause waits for a cold start.')
param alwaysReadyInstances int = 0

@allowed(['Serverless', 'Autoscale'])
@description('How Cosmos DB is paid for: by request (5 000 RU/s a container, more as it grows), or by the highest throughput of each hour. Choose before the first deployment.')
param cosmosCapacityMode string = 'Serverless'

@minValue(1000)
@description('With Autoscale: the most RU/s of the database, in steps of 1000. A tenth of it is the least that is paid for.')
param cosmosMaxThroughput int = 4000

@description('Whether Cosmos DB, Key Vault and the host\'s storage can be reached only from a virtual network, through private endpoints.')
param vnetEnabled bool = false

@description('With vnetEnabled: whether exports can still be downloaded from outside of the network, by people and by URLs that the service signs.')
param exportsFromInternet bool = true

@description('Networks, in CIDR and separated by commas, in which the storage accounts of datastores may have private addresses. With vnetEnabled the subnet of the private endpoints is always one.')
param allowedBlobNetworks string = ''

@minValue(30)
@maxValue(730)
@description('Days that logs and metrics are kept.')
param logRetentionDays int = 30

@description('Who is told of alerts and of the budget: e-mail addresses, separated by commas. Empty: there are no alerts and no budget.')
param alertEmails string = ''

@minValue(10)
@description('Minutes without a completed refresh after which an alert is raised. Keep them well above the pause in refreshSchedule.')
param refreshOverdueMinutes int = 60

@minValue(0)
@description('Monthly budget of the resource group, in the currency of the subscription; mails go out at 80 % and 100 % of it, nothing is switched off. 0: none.')
param monthlyBudget int = 0

@description('First month of the budget, as yyyy-MM. Empty: the month of the first deployment; set it then, because a budget may refuse another start.')
param budgetStartMonth string = ''

@description('Current month. Leave it as it is.')
param currentMonth string = utcNow('yyyy-MM')

@description('Object ID of a developer who may read and write the data as the service does, to run it locally on these resources. Leave it empty in production.')
param developerPrincipalId string = ''

var abbreviations = loadJsonContent('./abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var emails = empty(alertEmails) ? [] : map(split(alertEmails, ','), email => trim(email))
var tenantId = empty(authTenantId) ? subscription().tenantId : authTenantId

resource group 'Microsoft.Resources/resourceGroups@2021-04-01' = {
  name: '${abbreviations.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module identity 'app/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: '${abbreviations.managedIdentity}${token}'
    location: location
    tags: tags
  }
}

module monitoring 'app/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: '${abbreviations.logAnalytics}${token}'
    insightsName: '${abbreviations.applicationInsights}${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
  }
}

module storage 'app/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    hostName: '${abbreviations.hostStorage}${token}'
    dataName: '${abbreviations.dataStorage}${token}'
    location: location
    tags: tags
    hostPublic: !vnetEnabled
    dataPublic: !vnetEnabled || exportsFromInternet
  }
}

module data 'app/data.bicep' = {
  name: 'data'
  scope: group
  params: {
    name: '${abbreviations.cosmosAccount}${token}'
    location: location
    tags: tags
    capacityMode: cosmosCapacityMode
    maxThroughput: cosmosMaxThroughput
    public: !vnetEnabled
  }
}

module keyVault 'app/keyvault.bicep' = {
  name: 'keyvault'
  scope: group
  params: {
    name: '${abbreviations.keyVault}${token}'
    location: location
    tags: tags
    public: !vnetEnabled
  }
}

module rbac 'app/rbac.bicep' = {
  name: 'rbac'
  scope: group
  params: {
    principalId: identity.outputs.principalId
    developerPrincipalId: developerPrincipalId
    hostStorageName: storage.outputs.hostName
    dataStorageName: storage.outputs.dataName
    exportContainer: storage.outputs.exportContainer
    cosmosAccountName: data.outputs.name
    keyVaultName: keyVault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module network 'app/network.bicep' = if (vnetEnabled) {
  name: 'network'
  scope: group
  params: {
    name: '${abbreviations.virtualNetwork}${token}'
    location: location
    tags: tags
    hostStorageId: storage.outputs.hostId
    dataStorageId: storage.outputs.dataId
    cosmosAccountId: data.outputs.id
    keyVaultId: keyVault.outputs.id
  }
}

module api 'app/api.bicep' = {
  name: 'api'
  scope: group
  params: {
    name: '${abbreviations.functionApp}${token}'
    planName: '${abbreviations.plan}${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    subnetId: vnetEnabled ? network!.outputs.appSubnetId : ''
    nodeVersion: nodeVersion
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpPerInstanceConcurrency: httpPerInstanceConcurrency
    alwaysReadyInstances: alwaysReadyInstances
    insightsConnectionString: monitoring.outputs.connectionString
    hostStorageName: storage.outputs.hostName
    deploymentContainer: storage.outputs.deploymentContainer
    blobServiceUrl: storage.outputs.dataBlobEndpoint
    exportContainer: storage.outputs.exportContainer
    cosmosEndpoint: data.outputs.endpoint
    cosmosDatabase: data.outputs.database
    allowedBlobNetworks: join(filter([vnetEnabled ? network!.outputs.endpointNetwork : '', allowedBlobNetworks], one => !empty(one)), ',')
    keyVaultUrl: keyVault.outputs.url
    tenantId: tenantId
    authClientId: authClientId
    authClients: authClients
    corsOrigins: corsOrigins
    rateLimitPerSecond: rateLimitPerSecond
    rateLimitBurst: rateLimitBurst
    addressRateLimitPerSecond: addressRateLimitPerSecond
    addressRateLimitBurst: addressRateLimitBurst
    trustedProxies: trustedProxies
    publicUrl: publicUrl
    refreshSchedule: refreshSchedule
  }
  // The roles are there before the app starts: its first request needs them.
  dependsOn: [rbac]
}

module alerts 'app/alerts.bicep' = if (!empty(emails)) {
  name: 'alerts'
  scope: group
  params: {
    actionGroupName: '${abbreviations.actionGroup}${token}'
    location: location
    tags: tags
    emails: emails
    workspaceId: monitoring.outputs.workspaceId
    cosmosAccountId: data.outputs.id
    refreshOverdueMinutes: refreshOverdueMinutes
  }
}

module budget 'app/budget.bicep' = if (monthlyBudget > 0 && !empty(emails)) {
  name: 'budget'
  scope: group
  params: {
    name: '${abbreviations.budget}${environmentName}'
    amount: monthlyBudget
    startMonth: empty(budgetStartMonth) ? currentMonth : budgetStartMonth
    emails: emails
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = api.outputs.name
output SERVICE_API_URI string = api.outputs.uri
output SERVICE_API_PRINCIPAL_ID string = identity.outputs.principalId
output COSMOS_ENDPOINT string = data.outputs.endpoint
output COSMOS_DATABASE string = data.outputs.database
output BLOB_SERVICE_URL string = storage.outputs.dataBlobEndpoint
output EXPORT_CONTAINER string = storage.outputs.exportContainer
output KEY_VAULT_URL string = keyVault.outputs.url
