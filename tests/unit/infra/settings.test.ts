import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { readConfig } from '../../../src/config.ts'
import { maxBodyBytes } from '../../../src/functions/http/read-body.ts'
import { appSettings, type Settings } from './app-settings.ts'
import { deploymentOf, readJson, readText, resourceOf, standard } from './deployments.ts'

const inAzure = appSettings('defaults')

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
  AZURE_TOKEN_CREDENTIALS: 'DefaultAzureCredential of @azure/identity: the only source that it tries',
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: 'the host: the longest body that it reads, in bytes',
  AzureWebJobsDisableHomepage: 'the host: no page of its own at /',
}

/** Moved to functionAppConfig on Flex Consumption, or not supported there. */
const refused =
  /^(?:FUNCTIONS_(?:WORKER_RUNTIME|EXTENSION_VERSION|WORKER_PROCESS_COUNT).*|WEBSITE_.*|SCM_.*|ENABLE_ORYX_BUILD|AzureWebJobsStorage|AzureWebJobsDashboard|BLOB_ACCOUNT_KEY|COSMOS_KEY|SECRETS_KEY_FILE)$/

describe('the app settings in Azure', () => {
  it('are all that the service asks for', () => {
    expect(required().length).toBeGreaterThan(7)
    expect(readConfig(inAzure)).toMatchObject({
      store: { type: 'cosmos', endpoint: 'https://cosmos-x.documents.azure.com:443/', database: 'etiquette' },
      blobServiceUrl: 'https://stdatax.blob.core.windows.net',
      exportContainer: 'exports',
      emulator: undefined,
      allowedBlobHosts: ['.blob.core.windows.net'],
      allowedBlobNetworks: [],
      corsOrigins: [],
      rateLimit: { perSecond: 50, burst: 200 },
      addressLimit: { perSecond: 200, burst: 2000 },
      trustedProxies: 1,
      publicUrl: 'https://func-x.azurewebsites.net',
      auth: {
        issuer: 'https://login.microsoftonline.com/22222222-2222-2222-2222-222222222222/v2.0',
        audience: '33333333-3333-3333-3333-333333333333',
        jwksUrl: 'https://login.microsoftonline.com/22222222-2222-2222-2222-222222222222/discovery/v2.0/keys',
        tenant: '22222222-2222-2222-2222-222222222222',
        clients: undefined,
      },
    })
  })

  it('are what the service takes, whatever the setting', () => {
    expect(readConfig(appSettings('frontends'))).toMatchObject({
      corsOrigins: ['https://labels.example.org', 'http://localhost:5173'],
      publicUrl: 'https://api.example.org',
      auth: {
        tenant: '44444444-4444-4444-4444-444444444444',
        clients: [
          '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
          '55555555-5555-5555-5555-555555555555',
          '66666666-6666-6666-6666-666666666666',
        ],
      },
      web: {
        authority: 'https://login.microsoftonline.com/44444444-4444-4444-4444-444444444444/v2.0',
        clientId: '66666666-6666-6666-6666-666666666666',
        scope: 'api://33333333-3333-3333-3333-333333333333/access',
      },
    })
    expect(readConfig(appSettings('scale'))).toMatchObject({
      rateLimit: { perSecond: 100, burst: 400 },
      addressLimit: { perSecond: 500, burst: 5000 },
      trustedProxies: 2,
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
    const names = [...standard.keys()]
    expect(names.filter((name) => name.endsWith(`/sqlDatabases/${inAzure['COSMOS_DATABASE']}`))).toHaveLength(
      1,
    )
    expect(
      names.filter(
        (name) => name.endsWith(`/containers/${inAzure['EXPORT_CONTAINER']}`) && !name.includes(' on '),
      ),
    ).toEqual([expect.stringContaining('stdata')])
  })

  it('name the container of renditions that the templates make', () => {
    const made = `/containers/${inAzure['RENDITION_CONTAINER']}`
    expect([...standard.keys()].filter((name) => name.endsWith(made) && !name.includes(' on '))).toEqual([
      expect.stringContaining('stdata'),
    ])
  })

  it('let no body in that no route takes, and show no page of the host', () => {
    expect(Number(inAzure['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT'])).toBe(2 * maxBodyBytes)
    expect(inAzure['AzureWebJobsDisableHomepage']).toBe('true')
  })
})

describe('the function app', () => {
  const site = (name: string) => resourceOf(deploymentOf(name), 'sites/func-lvb4yseam6hco')
  const scale = (name: string) => site(name).get('functionAppConfig.scaleAndConcurrency.alwaysReady')

  it('leaves CORS to the service, and takes HTTPS only', () => {
    expect(site('defaults').get('siteConfig')).toContain('"cors":{"allowedOrigins":[]}')
    expect(site('defaults').get('httpsOnly')).toBe('true')
  })

  it('keeps instances warm for HTTP and for long work, as chosen', () => {
    expect(scale('defaults')).toBe('[]')
    expect(scale('always-ready')).toBe(
      '[{"name":"http","instanceCount":2},{"name":"durable","instanceCount":1}]',
    )
  })

  it('runs on the chosen Node.js', () => {
    const runtime = 'functionAppConfig.runtime'
    expect(site('defaults').get(runtime)).toBe('{"name":"node","version":"24"}')
    expect(site('node-22').get(runtime)).toBe('{"name":"node","version":"22"}')
  })
})

describe('a virtual network', () => {
  it('lets datastores be at its private endpoints, and with it off nowhere private', () => {
    const subnet = resourceOf(deploymentOf('network'), 'virtualNetworks/vnet-lvb4yseam6hco').get(
      'subnets[1].properties.addressPrefix',
    )
    expect(readConfig(appSettings('network')).allowedBlobNetworks).toEqual([subnet])
    expect(readConfig(appSettings('network-closed')).allowedBlobNetworks).toEqual([
      subnet,
      '10.1.2.0/24',
      'fd00:1::/64',
    ])
    expect(readConfig(inAzure).allowedBlobNetworks).toEqual([])
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
