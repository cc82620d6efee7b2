targetScope = 'subscription'

import {
  above
  addresses
  identifier
  list
  month
  networks
  onlyWith
  origin
  origins
  schedule
  steps
  whole
} from 'checks.bicep'

// Every parameter is a text: azd passes on none that it cannot convert, and the default would count in its place.

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

@description('Client ID of the web app: an application of its own. Empty: nobody can sign in to the web app.')
param webClientId string = ''

@description('Origins of frontends that may call the API and fetch exports from a browser, separated by commas, such as https://labels.example.org. Empty: none.')
param corsOrigins string = ''

@description('Requests a second that one caller may make for long, in each instance.')
param rateLimitPerSecond string = '50'

@description('Requests that one caller may make at once after a pause, in each instance.')
param rateLimitBurst string = '200'

@description('Requests a second without a valid token that one address may make for long, in each instance of the service.')
param addressRateLimitPerSecond string = '200'

@description('Requests without a valid token that one address may make at once after a pause, in each instance of the service.')
param addressRateLimitBurst string = '2000'

@description('Proxies that append to X-Forwarded-For before the service gets a request: the frontend of Azure is one.')
param trustedProxies string = '1'

@description('Origin of all links of the service, such as https://labels.example.org. Empty: the host name of the function app.')
param publicUrl string = ''

@description('When datastores are looked at for new, changed and missing files: six fields, NCRONTAB, UTC.')
param refreshSchedule string = '0 */15 * * * *'

@allowed(['22', '24'])
@description('Node.js of the function app. Check that Flex Consumption offers it in the region: `az functionapp list-flexconsumption-runtimes --runtime node --location <region>`.')
param nodeVersion string = '24'

@allowed(['2048', '4096'])
@description('Memory of an instance in MB; processor time comes in proportion. Host and worker need more than the 512 that Flex Consumption offers as well.')
param instanceMemoryMB string = '2048'

@description('The most instances that the app may scale out to.')
param maximumInstanceCount string = '40'

@description('Requests that one instance answers at once before another one is started.')
param httpPerInstanceConcurrency string = '16'

@description('Instances that are kept warm for HTTP requests, and paid for while idle. 0, because nothing is paid then: the first request after a pause waits for a cold start.')
param alwaysReadyInstances string = '0'

@description('Instances that are kept warm for long work, which scales apart from HTTP. 0, because nobody waits for its first second.')
param alwaysReadyDurableInstances string = '0'

@allowed(['Serverless', 'Autoscale'])
@description('How Cosmos DB is paid for: by request (5 000 RU/s a container, more as it grows), or by the highest throughput of each hour. Choose before the first deployment.')
param cosmosCapacityMode string = 'Serverless'

@description('With Autoscale: the most RU/s of the database, in steps of 1000. A tenth of it is the least that is paid for. Counts for a new database only.')
param cosmosMaxThroughput string = '4000'

@allowed(['true', 'false'])
@description('Whether database, storage and plan are spread over the zones of the region. Choose before the first deployment. Off, because not every region has zones to offer, and the plan keeps two paid instances of each group then.')
param zoneRedundant string = 'false'

@allowed(['true', 'false'])
@description('Whether Cosmos DB, Key Vault and the host\'s storage can be reached only from a virtual network, through private endpoints.')
param vnetEnabled string = 'false'

@allowed(['true', 'false'])
@description('With vnetEnabled: whether exports can still be downloaded from outside of the network, by people and by URLs that the service signs.')
param exportsFromInternet string = 'true'

@allowed(['true', 'false'])
@description('With vnetEnabled: whether outgoing calls have one fixed address, that of a NAT gateway. Off, because it is paid by the hour.')
param natGateway string = 'false'

@description('Networks, in CIDR and separated by commas, in which the storage accounts of datastores may have private addresses. With vnetEnabled the subnet of the private endpoints is always one.')
param allowedBlobNetworks string = ''

@description('Days that logs and metrics are kept.')
param logRetentionDays string = '30'

@allowed(['Off', 'Audit', 'All'])
@description('What the resources write down themselves. Audit: each use of the vault and each change of the database account. All: each request to the database and to blobs, too. Not All, because that is one line for each request, paid by the GB.')
param diagnostics string = 'Audit'

@description('Who is told of alerts and of the budget: e-mail addresses, separated by commas. Empty: there are no alerts and no budget.')
param alertEmails string = ''

@description('Minutes without a completed refresh after which an alert is raised. Keep them well above the pause in refreshSchedule.')
param refreshOverdueMinutes string = '60'

@description('Monthly budget of the resource group, in the currency of the subscription; mails go out at 80 % and 100 % of it, nothing is switched off. 0: none.')
param monthlyBudget string = '0'

@description('Month in which the budget was first made, as yyyy-MM. Empty: the current month. azd keeps it, as it is an output: Azure refuses another one later.')
param budgetStartMonth string = ''

@description('Current month. Leave it as it is.')
param currentMonth string = utcNow('yyyy-MM')

@allowed(['true', 'false'])
@description('Whether nobody can remove a deleted vault before its seven days are over. Cannot be switched off again. Off, because `azd down --purge` must be able to give its name free.')
param purgeProtection string = 'false'

@allowed(['true', 'false'])
@description('Whether locks keep database, exports and vault from being deleted. Off, because `azd down` fails while they are there, and a lock needs an Owner. False after true leaves them: `az lock delete`.')
param deleteLock string = 'false'

@description('Object ID of a developer who may read and write the data as the service does, to run it locally on these resources. Leave it empty in production.')
param developerPrincipalId string = ''

var abbreviations = loadJsonContent('./abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var emails = addresses('ETIQUETTE_ALERT_EMAILS', alertEmails)
var frontends = origins('ETIQUETTE_CORS_ORIGINS', corsOrigins)
var tenantId = empty(authTenantId) ? subscription().tenantId : identifier('ETIQUETTE_AUTH_TENANT_ID', authTenantId)
var developer = identifier('ETIQUETTE_DEVELOPER_PRINCIPAL_ID', developerPrincipalId)
var isZoneRedundant = zoneRedundant == 'true'
var isPrivate = vnetEnabled == 'true'
var exportsPrivate = onlyWith(
  'ETIQUETTE_EXPORTS_FROM_INTERNET=false',
  exportsFromInternet == 'false',
  'ETIQUETTE_VNET_ENABLED=true',
  isPrivate
)
var hasNatGateway = onlyWith(
  'ETIQUETTE_NAT_GATEWAY=true',
  natGateway == 'true',
  'ETIQUETTE_VNET_ENABLED=true',
  isPrivate
)
var retentionDays = whole('ETIQUETTE_LOG_RETENTION_DAYS', logRetentionDays, 30, 730)
var mostInstances = whole('ETIQUETTE_MAXIMUM_INSTANCE_COUNT', maximumInstanceCount, 40, 1000)
var refreshCron = schedule('ETIQUETTE_REFRESH_SCHEDULE', refreshSchedule)
var budgetAmount = whole('ETIQUETTE_MONTHLY_BUDGET', monthlyBudget, 0, 100000000)
var hasBudget = onlyWith('ETIQUETTE_MONTHLY_BUDGET', budgetAmount > 0, 'ETIQUETTE_ALERT_EMAILS', !empty(emails))
var givenMonth = month('ETIQUETTE_BUDGET_START_MONTH', budgetStartMonth)
// Of a budget that there is already, Azure accepts no other month than its first.
var firstMonth = hasBudget && empty(givenMonth) ? currentMonth : givenMonth

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
    retentionDays: retentionDays
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
    zoneRedundant: isZoneRedundant
    hostPublic: !isPrivate
    dataPublic: !exportsPrivate
    corsOrigins: frontends
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
    maxThroughput: steps('ETIQUETTE_COSMOS_MAX_THROUGHPUT', cosmosMaxThroughput, 1000, 1000000)
    zoneRedundant: isZoneRedundant
    public: !isPrivate
  }
}

module keyVault 'app/keyvault.bicep' = {
  name: 'keyvault'
  scope: group
  params: {
    name: '${abbreviations.keyVault}${token}'
    location: location
    tags: tags
    public: !isPrivate
    purgeProtection: purgeProtection == 'true'
  }
}

module rbac 'app/rbac.bicep' = {
  name: 'rbac'
  scope: group
  params: {
    principalId: identity.outputs.principalId
    developerPrincipalId: developer
    hostStorageName: storage.outputs.hostName
    dataStorageName: storage.outputs.dataName
    exportContainer: storage.outputs.exportContainer
    renditionContainer: storage.outputs.renditionContainer
    cosmosAccountName: data.outputs.name
    keyVaultName: keyVault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module network 'app/network.bicep' = if (isPrivate) {
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
    natGateway: hasNatGateway
  }
  // A Cosmos DB account refuses two changes at once (412): its roles first, then its endpoint.
  dependsOn: [rbac]
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
    subnetId: isPrivate ? network!.outputs.appSubnetId : ''
    nodeVersion: nodeVersion
    zoneRedundant: isZoneRedundant
    instanceMemoryMB: int(instanceMemoryMB)
    maximumInstanceCount: mostInstances
    httpPerInstanceConcurrency: whole('ETIQUETTE_HTTP_PER_INSTANCE_CONCURRENCY', httpPerInstanceConcurrency, 1, 1000)
    alwaysReadyInstances: whole('ETIQUETTE_ALWAYS_READY_INSTANCES', alwaysReadyInstances, 0, mostInstances)
    alwaysReadyDurableInstances: whole(
      'ETIQUETTE_ALWAYS_READY_DURABLE_INSTANCES',
      alwaysReadyDurableInstances,
      0,
      mostInstances
    )
    insightsConnectionString: monitoring.outputs.connectionString
    hostStorageName: storage.outputs.hostName
    deploymentContainer: storage.outputs.deploymentContainer
    blobServiceUrl: storage.outputs.dataBlobEndpoint
    exportContainer: storage.outputs.exportContainer
    renditionContainer: storage.outputs.renditionContainer
    cosmosEndpoint: data.outputs.endpoint
    cosmosDatabase: data.outputs.database
    allowedBlobNetworks: join(
      concat(
        isPrivate ? [network!.outputs.endpointNetwork] : [],
        networks('ETIQUETTE_ALLOWED_BLOB_NETWORKS', allowedBlobNetworks)
      ),
      ','
    )
    keyVaultUrl: keyVault.outputs.url
    tenantId: tenantId
    authClientId: authClientId
    authClients: join(list('ETIQUETTE_AUTH_CLIENTS', authClients), ',')
    webClientId: identifier('ETIQUETTE_WEB_CLIENT_ID', webClientId)
    corsOrigins: join(frontends, ',')
    rateLimitPerSecond: whole('ETIQUETTE_RATE_LIMIT_PER_SECOND', rateLimitPerSecond, 1, 1000)
    rateLimitBurst: whole('ETIQUETTE_RATE_LIMIT_BURST', rateLimitBurst, 1, 100000)
    addressRateLimitPerSecond: whole('ETIQUETTE_ADDRESS_RATE_LIMIT_PER_SECOND', addressRateLimitPerSecond, 1, 10000)
    addressRateLimitBurst: whole('ETIQUETTE_ADDRESS_RATE_LIMIT_BURST', addressRateLimitBurst, 1, 1000000)
    trustedProxies: whole('ETIQUETTE_TRUSTED_PROXIES', trustedProxies, 1, 10)
    publicUrl: origin('ETIQUETTE_PUBLIC_URL', publicUrl)
    refreshSchedule: refreshCron
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
    refreshOverdueMinutes: above('ETIQUETTE_REFRESH_OVERDUE_MINUTES', refreshOverdueMinutes, refreshCron)
  }
}

module budget 'app/budget.bicep' = if (hasBudget) {
  name: 'budget'
  scope: group
  params: {
    name: '${abbreviations.budget}${environmentName}'
    amount: budgetAmount
    startMonth: firstMonth
    emails: emails
  }
}

module diagnosticSettings 'app/diagnostics.bicep' = if (diagnostics != 'Off') {
  name: 'diagnostics'
  scope: group
  params: {
    workspaceId: monitoring.outputs.workspaceId
    everyRequest: diagnostics == 'All'
    hostStorageName: storage.outputs.hostName
    dataStorageName: storage.outputs.dataName
    cosmosAccountName: data.outputs.name
    keyVaultName: keyVault.outputs.name
  }
  // One change of the Cosmos DB account at a time.
  dependsOn: [rbac, network]
}

module locks 'app/locks.bicep' = if (deleteLock == 'true') {
  name: 'locks'
  scope: group
  params: {
    dataStorageName: storage.outputs.dataName
    cosmosAccountName: data.outputs.name
    keyVaultName: keyVault.outputs.name
  }
  dependsOn: [rbac, network, diagnosticSettings]
}

output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = api.outputs.name
output SERVICE_API_URI string = api.outputs.uri
output SERVICE_API_PRINCIPAL_ID string = identity.outputs.principalId
output COSMOS_ENDPOINT string = data.outputs.endpoint
output COSMOS_DATABASE string = data.outputs.database
output BLOB_SERVICE_URL string = storage.outputs.dataBlobEndpoint
output EXPORT_CONTAINER string = storage.outputs.exportContainer
output RENDITION_CONTAINER string = storage.outputs.renditionContainer
output KEY_VAULT_URL string = keyVault.outputs.url
output AUTH_TENANT string = tenantId
output OUTBOUND_ADDRESS string = isPrivate ? network!.outputs.outboundAddress : ''
output ETIQUETTE_BUDGET_START_MONTH string = firstMonth
