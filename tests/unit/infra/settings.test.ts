import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { readConfig } from '../../../src/config.ts'
import { blockAt, entriesOf, readBicep, readJson, readText } from './bicep.ts'

type Settings = Readonly<Record<string, string>>

const api = readBicep('app/api.bicep')

/** What the expressions of the settings stand for in a deployment. */
const values: Settings = {
  identityClientId: '11111111-1111-1111-1111-111111111111',
  insightsConnectionString:
    'InstrumentationKey=44444444-4444-4444-4444-444444444444;IngestionEndpoint=https://westeurope.in.applicationinsights.azure.com/',
  cosmosEndpoint: 'https://cosmos-x.documents.azure.com:443/',
  cosmosDatabase: 'etiquette',
  blobServiceUrl: 'https://stdatax.blob.core.windows.net/',
  exportContainer: 'exports',
  allowedBlobNetworks: '10.0.1.0/24,10.1.2.0/24',
  keyVaultUrl: 'https://kv-x.vault.azure.net/',
  tenantId: '22222222-2222-2222-2222-222222222222',
  authClientId: '33333333-3333-3333-3333-333333333333',
  authClients: '04b07795-8ddb-461a-bbee-02f9e1bf7b46,55555555-5555-5555-5555-555555555555',
  corsOrigins: 'https://labels.example.org',
  rateLimitPerSecond: '50',
  rateLimitBurst: '200',
  addressRateLimitPerSecond: '200',
  addressRateLimitBurst: '2000',
  trustedProxies: '1',
  "empty(publicUrl) ? 'https://${site.properties.defaultHostName}' : publicUrl":
    'https://func-x.azurewebsites.net',
  refreshSchedule: '0 */15 * * * *',
  login: 'https://login.microsoftonline.com/',
  'environment().suffixes.storage': 'core.windows.net',
  'hostStorage.properties.primaryEndpoints.blob': 'https://sthostx.blob.core.windows.net/',
  'hostStorage.properties.primaryEndpoints.queue': 'https://sthostx.queue.core.windows.net/',
  'hostStorage.properties.primaryEndpoints.table': 'https://sthostx.table.core.windows.net/',
}

const valueOf = (expression: string): string => {
  const value = values[expression]
  if (value === undefined) throw new Error(`The test does not know ${expression}`)
  return value
}

const evaluate = (expression: string): string =>
  expression.startsWith("'")
    ? expression.slice(1, -1).replaceAll(/\$\{([^}]+)\}/g, (_, inner: string) => valueOf(inner))
    : valueOf(expression)

const appSettings = (): Settings => {
  const resource = api.resources.find(({ name }) => name === 'settings')?.body ?? ''
  const properties = entriesOf(blockAt(resource, resource.indexOf('properties:')))
  return Object.fromEntries([...properties].map(([name, expression]) => [name, evaluate(expression)]))
}

const inAzure = appSettings()

const inSample = z
  .object({ IsEncrypted: z.literal(false), Values: z.record(z.string(), z.string()) })
  .parse(readJson('local.settings.sample.json')).Values

/** The names that a message of `readConfig` finds fault with. */
const namedIn = (error: unknown): readonly string[] =>
  error instanceof Error ? [...error.message.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name ?? '') : []

const faults = (settings: Settings): readonly string[] => {
  try {
    readConfig(settings)
    return []
  } catch (error) {
    return namedIn(error)
  }
}

/** What the service does not start without on Cosmos DB: it is asked until it finds no fault any more. */
const required = (settings: Settings = { STORE: 'cosmos' }): readonly string[] => {
  const missing = faults(settings)
  if (missing.length === 0) return Object.keys(settings)
  const unset = missing.filter((name) => inAzure[name] === undefined || settings[name] !== undefined)
  if (unset.length > 0) throw new Error(`Not set as it should be in Bicep: ${unset.join(', ')}`)
  return required({ ...settings, ...Object.fromEntries(missing.map((name) => [name, inAzure[name] ?? ''])) })
}

const known = [...readText('src', 'config.ts').matchAll(/^ {4}([A-Z][A-Z_]+): /gm)].map(
  ([, name]) => name ?? '',
)

/** Read by others than `src/config.ts`. */
const readByOthers: Settings = {
  AzureWebJobsStorage__credential: 'the host: the identity instead of a key',
  AzureWebJobsStorage__clientId: 'the host: which identity, being assigned by the user',
  AzureWebJobsStorage__blobServiceUri: 'the host: leases, timers, keys; Durable: large messages',
  AzureWebJobsStorage__queueServiceUri: 'Durable: control and work items',
  AzureWebJobsStorage__tableServiceUri: 'Durable: history and instances',
  APPLICATIONINSIGHTS_CONNECTION_STRING: 'the host and telemetry: where to send to',
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'the host: who sends, local authentication being off',
  AZURE_CLIENT_ID: 'DefaultAzureCredential of @azure/identity: which identity',
}

/** Moved to functionAppConfig on Flex Consumption, or not supported there. */
const refused =
  /^(?:FUNCTIONS_(?:WORKER_RUNTIME|EXTENSION_VERSION|WORKER_PROCESS_COUNT).*|WEBSITE_.*|SCM_.*|ENABLE_ORYX_BUILD|AzureWebJobsStorage|AzureWebJobsDashboard|BLOB_ACCOUNT_KEY|COSMOS_KEY|SECRETS_KEY_FILE)$/

describe('the app settings in Azure', () => {
  it('are all that the service asks for', () => {
    expect(required().length).toBeGreaterThan(7)
    expect(readConfig(inAzure)).toMatchObject({
      store: { type: 'cosmos', endpoint: values['cosmosEndpoint'], database: 'etiquette' },
      blobServiceUrl: 'https://stdatax.blob.core.windows.net',
      exportContainer: 'exports',
      emulator: undefined,
      allowedBlobHosts: ['.blob.core.windows.net'],
      allowedBlobNetworks: ['10.0.1.0/24', '10.1.2.0/24'],
      corsOrigins: ['https://labels.example.org'],
      rateLimit: { perSecond: 50, burst: 200 },
      addressLimit: { perSecond: 200, burst: 2000 },
      trustedProxies: 1,
      publicUrl: 'https://func-x.azurewebsites.net',
      auth: {
        issuer: `https://login.microsoftonline.com/${values['tenantId']}/v2.0`,
        audience: values['authClientId'],
        jwksUrl: `https://login.microsoftonline.com/${values['tenantId']}/discovery/v2.0/keys`,
        tenant: values['tenantId'],
        clients: ['04b07795-8ddb-461a-bbee-02f9e1bf7b46', '55555555-5555-5555-5555-555555555555'],
      },
    })
  })

  it('are all read by somebody', () => {
    expect(known).toContain('REFRESH_SCHEDULE')
    expect(
      Object.keys(inAzure).filter((name) => !known.includes(name) && readByOthers[name] === undefined),
    ).toEqual([])
    expect(Object.keys(readByOthers).filter((name) => inAzure[name] === undefined)).toEqual([])
  })

  it('are none that Flex Consumption refuses, and no key', () => {
    expect(Object.keys(inAzure).filter((name) => refused.test(name))).toEqual([])
  })

  it('name the database and the container that the templates make', () => {
    const main = readBicep('main.bicep').text
    expect(main).toContain('cosmosDatabase: data.outputs.database')
    expect(main).toContain('exportContainer: storage.outputs.exportContainer')
    expect(main).toContain('blobServiceUrl: storage.outputs.dataBlobEndpoint')
  })
})

describe('a virtual network', () => {
  const network = readBicep('app/network.bicep').text

  it('lets datastores be at its private endpoints, and with it off nowhere private', () => {
    const [, subnet = ''] = /^var endpointNetwork = '([^']+)'$/m.exec(network) ?? []
    expect(network).toMatch(/name: 'endpoints'\s+properties: \{\s+addressPrefix: endpointNetwork\b/)
    expect(network).toContain('output endpointNetwork string = endpointNetwork')
    expect(readBicep('main.bicep').text).toContain("vnetEnabled ? network!.outputs.endpointNetwork : ''")
    const settings = (ALLOWED_BLOB_NETWORKS: string) => readConfig({ ...inAzure, ALLOWED_BLOB_NETWORKS })
    expect(settings(subnet).allowedBlobNetworks).toEqual([subnet])
    expect(settings('').allowedBlobNetworks).toEqual([])
  })
})

describe('local.settings.sample.json', () => {
  const isSwitch = (name: string): boolean => /^AzureWebJobs\.\w+\.Disabled$/.test(name)

  it('has all that the service asks for, and the two that Core Tools does', () => {
    expect(Object.keys(inSample)).toEqual(
      expect.arrayContaining([...required(), 'FUNCTIONS_WORKER_RUNTIME', 'AzureWebJobsStorage']),
    )
    const others = new Set(['FUNCTIONS_WORKER_RUNTIME', 'AzureWebJobsStorage'])
    expect(
      Object.keys(inSample).filter((name) => !known.includes(name) && !others.has(name) && !isSwitch(name)),
    ).toEqual([])
  })

  it('switches off every timer: they would start the open work of the deployment again', () => {
    const registered = readText('src', 'functions', 'orchestrations', 'register-timers.ts')
    const timers = [...registered.matchAll(/(?:\.timer\(|\bname: )'(\w+)'/g)].map(([, name]) => name ?? '')
    expect(timers.length).toBeGreaterThan(3)
    for (const name of timers)
      expect([name, inSample[`AzureWebJobs.${name}.Disabled`]]).toEqual([name, 'true'])
  })

  it('is right as soon as its gaps are filled', () => {
    const filled = Object.fromEntries(
      Object.entries(inSample).map(([name, value]) => [name, value.replaceAll(/<[^>]+>/g, 'filled')]),
    )
    expect(faults(filled)).toEqual([])
  })

  it('has no secret in it', () => {
    expect(JSON.stringify(inSample)).not.toMatch(/AccountKey|sig=|Password|InstrumentationKey/i)
  })
})
