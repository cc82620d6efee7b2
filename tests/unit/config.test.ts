import { describe, expect, it } from '@jest/globals'
import { readConfig } from '../../src/config.ts'

const key = Buffer.from('a key of the emulator').toString('base64')
const local = {
  SQLITE_FILE: '/data/etiquette.db',
  BLOB_SERVICE_URL: 'http://127.0.0.1:10000/account/',
  BLOB_ACCOUNT_KEY: key,
  SECRETS_KEY_FILE: '/data/secrets.key',
  REFRESH_SCHEDULE: '0 */15 * * * *',
  AUTH_ISSUER: 'https://issuer.test',
  AUTH_AUDIENCE: 'api://etiquette',
  AUTH_JWKS_URL: 'http://127.0.0.1:7071/jwks.json',
  AUTH_TENANT: 'contoso',
  PUBLIC_URL: 'http://127.0.0.1:7071/',
}
const azure = {
  ...local,
  BLOB_SERVICE_URL: 'https://contoso.blob.core.windows.net',
  BLOB_ACCOUNT_KEY: '',
  AUTH_JWKS_URL: 'https://login.microsoftonline.com/t/discovery/v2.0/keys',
}
const cosmos = {
  ...azure,
  SQLITE_FILE: '',
  SECRETS_KEY_FILE: '',
  KEY_VAULT_URL: 'https://contoso.vault.azure.net/',
  STORE: 'cosmos',
  COSMOS_ENDPOINT: 'https://contoso.documents.azure.com:443/',
}

describe('the settings', () => {
  it('of one machine', () => {
    expect(readConfig(local)).toEqual({
      store: { type: 'sqlite', file: '/data/etiquette.db' },
      site: { name: 'local', adopts: [], isGuest: false },
      blobServiceUrl: 'http://127.0.0.1:10000/account',
      corsOrigins: [],
      rateLimit: { perSecond: 50, burst: 200 },
      addressLimit: { perSecond: 200, burst: 2000 },
      trustedProxies: 1,
      publicUrl: 'http://127.0.0.1:7071',
      exportContainer: 'exports',
      renditionContainer: 'renditions',
      hostAccounts: [],
      keepNames: true,
      maxContentBytes: 64 * 2 ** 20,
      emulator: { accountUrl: 'http://127.0.0.1:10000/account', accountName: 'account', accountKey: key },
      allowedBlobHosts: ['.blob.core.windows.net'],
      allowedBlobNetworks: [],
      secrets: { type: 'keyFile', file: '/data/secrets.key' },
      auth: {
        issuer: 'https://issuer.test',
        audience: 'api://etiquette',
        jwksUrl: 'http://127.0.0.1:7071/jwks.json',
        tenant: 'contoso',
        clients: undefined,
      },
      web: {
        authority: undefined,
        clientId: undefined,
        scope: 'api://etiquette/access',
        blobHosts: ['https://*.blob.core.windows.net', 'http://127.0.0.1:10000'],
        local: false,
      },
      logLevel: 'Information',
      timing: {
        stepRetry: 1000,
        deletionNotice: 10_000,
        deletionRetry: 300_000,
        resumeSchedule: '0 * * * * *',
        resumeAfter: 30_000,
        stuckAfter: 3_600_000,
        takeOverAfter: 60_000,
        healthTimeout: 2000,
        blobRetry: 200,
        contentIdle: 60_000,
        contentDeadline: 120_000,
      },
    })
  })

  it('of the keys of the local issuer, in the setting itself', () => {
    const AUTH_JWKS_URL = `data:application/json;base64,${Buffer.from('{"keys":[]}').toString('base64')}`
    const own = { ...local, AUTH_ISSUER: 'urn:etiquette:local', AUTH_JWKS_URL }
    expect(readConfig(own).auth.jwksUrl).toBe(AUTH_JWKS_URL)
    expect(() => readConfig({ ...local, AUTH_JWKS_URL })).toThrow(
      /AUTH_JWKS_URL: .*only for the local issuer/,
    )
    for (const other of ['data:text/plain,keys', 'file:///keys.json', 'http://keys.example.org'])
      expect(() => readConfig({ ...own, AUTH_JWKS_URL: other })).toThrow(
        /AUTH_JWKS_URL: must start with https/,
      )
  })

  it('of waits, in milliseconds', () => {
    expect(readConfig({ ...local, STEP_RETRY_MS: '5', RESUME_AFTER_MS: '' }).timing).toMatchObject({
      stepRetry: 5,
      resumeAfter: 30_000,
    })
    for (const wrong of ['0', '-1', '1.5', 'soon', '86400001'])
      expect(() => readConfig({ ...local, HEALTH_TIMEOUT_MS: wrong })).toThrow('HEALTH_TIMEOUT_MS')
  })

  it('of Azure, with more hosts', () => {
    expect(
      readConfig({ ...azure, ALLOWED_BLOB_HOSTS: '.blob.core.windows.net, .blob.core.usgovcloudapi.net' }),
    ).toMatchObject({
      emulator: undefined,
      allowedBlobHosts: ['.blob.core.windows.net', '.blob.core.usgovcloudapi.net'],
    })
  })

  it('of a store on Cosmos DB', () => {
    const { store } = readConfig(cosmos)
    expect(store).toEqual({
      type: 'cosmos',
      endpoint: 'https://contoso.documents.azure.com:443/',
      database: 'etiquette',
      key: undefined,
    })
    expect(readConfig({ ...cosmos, COSMOS_DATABASE: 'labels' }).store).toMatchObject({ database: 'labels' })
  })

  it('of an emulator of Cosmos DB on this machine, with its key and a key file', () => {
    const emulator = {
      ...cosmos,
      COSMOS_ENDPOINT: 'http://127.0.0.1:8081',
      COSMOS_KEY: key,
      KEY_VAULT_URL: '',
      SECRETS_KEY_FILE: '/data/secrets.key',
    }
    expect(readConfig(emulator)).toMatchObject({
      store: { type: 'cosmos', endpoint: 'http://127.0.0.1:8081', database: 'etiquette', key },
      secrets: { type: 'keyFile' },
    })
    expect(() => readConfig({ ...emulator, COSMOS_KEY: '' })).toThrow('COSMOS_KEY')
  })

  it('of secrets in a vault', () => {
    const vault = 'https://contoso.vault.azure.net/'
    expect(readConfig(cosmos).secrets).toEqual({ type: 'keyVault', url: vault })
    expect(readConfig({ ...azure, SECRETS_KEY_FILE: '', KEY_VAULT_URL: vault })).toMatchObject({
      store: { type: 'sqlite' },
      secrets: { type: 'keyVault', url: vault },
    })
    for (const url of ['https://a-b.vault.usgovcloudapi.net', 'https://abc.vault.azure.cn:443'])
      expect(readConfig({ ...cosmos, KEY_VAULT_URL: url }).secrets).toMatchObject({ url })
    for (const url of [
      'http://contoso.vault.azure.net',
      'https://contoso.vault.azure.net.evil.test',
      'https://evil.test/.vault.azure.net',
      'https://a@contoso.vault.azure.net',
      'https://contoso.vault.azure.net/secrets',
    ])
      expect(() => readConfig({ ...cosmos, KEY_VAULT_URL: url })).toThrow('KEY_VAULT_URL')
  })

  it('name everything that is missing, and no value', () => {
    expect(() => readConfig({ LOG_LEVEL: 'warning', AUTH_ISSUER: 'x' })).toThrow(
      /BLOB_SERVICE_URL[^]*AUTH_AUDIENCE[^]*AUTH_JWKS_URL[^]*AUTH_TENANT/,
    )
  })

  it.each([
    ['COSMOS_ENDPOINT', { ...azure, STORE: 'cosmos' }],
    ['COSMOS_ENDPOINT', { ...cosmos, COSMOS_ENDPOINT: 'http://contoso.documents.azure.com' }],
    ['COSMOS_KEY', { ...cosmos, COSMOS_KEY: key }],
    ['COSMOS_DATABASE', { ...cosmos, COSMOS_DATABASE: 'a/b' }],
    ['KEY_VAULT_URL', { ...cosmos, KEY_VAULT_URL: '' }],
    ['KEY_VAULT_URL', { ...cosmos, KEY_VAULT_URL: '', SECRETS_KEY_FILE: '/data/secrets.key' }],
    ['KEY_VAULT_URL', { ...cosmos, SECRETS_KEY_FILE: '/data/secrets.key' }],
    ['SECRETS_KEY_FILE', { ...local, SECRETS_KEY_FILE: '' }],
    ['STORE', { ...local, STORE: 'mongo' }],
    ['SQLITE_FILE', { ...local, SQLITE_FILE: '' }],
    ['BLOB_ACCOUNT_KEY', { ...azure, BLOB_ACCOUNT_KEY: key }],
    ['BLOB_SERVICE_URL', { ...azure, BLOB_SERVICE_URL: 'http://contoso.blob.core.windows.net' }],
    ['AUTH_JWKS_URL', { ...azure, AUTH_JWKS_URL: 'http://evil.test/keys' }],
    ['AUTH_TENANT', { ...azure, AUTH_TENANT: '' }],
    ['AUTH_CLIENTS', { ...azure, AUTH_CLIENTS: ' , ' }],
    ['AUTH_CLIENTS', { ...azure, AUTH_CLIENTS: 'one two' }],
    ['EXPORT_CONTAINER', { ...azure, EXPORT_CONTAINER: 'Exports' }],
    ['RENDITION_CONTAINER', { ...azure, RENDITION_CONTAINER: 'my--pictures' }],
    ['ALLOWED_BLOB_HOSTS', { ...azure, ALLOWED_BLOB_HOSTS: 'blob.core.windows.net' }],
    ['ALLOWED_BLOB_HOSTS', { ...azure, ALLOWED_BLOB_HOSTS: '.net' }],
    ['ALLOWED_BLOB_HOSTS', { ...azure, ALLOWED_BLOB_HOSTS: ' , ' }],
    ['REFRESH_SCHEDULE', { ...azure, REFRESH_SCHEDULE: '' }],
    ['STUCK_AFTER_MS', { ...local, STUCK_AFTER_MS: '300000' }],
    ['LOG_LEVEL', { ...azure, LOG_LEVEL: 'loud' }],
  ])('refuse a wrong %s', (name, environment) => {
    expect(() => readConfig(environment)).toThrow(name)
    expect(() => readConfig(environment)).not.toThrow(key)
  })

  it('of the clients that may call: none named is any, and nothing else is', () => {
    expect(readConfig({ ...local, AUTH_CLIENTS: '' }).auth.clients).toBeUndefined()
    for (const AUTH_CLIENTS of ['web, a-b-1', 'web,a-b-1,', ' ,web,, a-b-1 , '])
      expect(readConfig({ ...local, AUTH_CLIENTS }).auth.clients).toEqual(['web', 'a-b-1'])
  })

  it('of private endpoints, in private networks only', () => {
    const networks = (ALLOWED_BLOB_NETWORKS: string) =>
      readConfig({ ...azure, ALLOWED_BLOB_NETWORKS }).allowedBlobNetworks
    expect(networks('10.0.1.0/24, 192.168.7.4/32,172.31.0.0/16, 100.64.0.0/10, FD00:1::/64,')).toEqual([
      '10.0.1.0/24',
      '192.168.7.4/32',
      '172.31.0.0/16',
      '100.64.0.0/10',
      'fd00:1::/64',
    ])
    for (const bad of [
      '0.0.0.0/0',
      '::/0',
      '127.0.0.0/8',
      '169.254.169.254/32',
      '168.63.129.16/32',
      'fe80::/10',
      '::1/128',
      '::ffff:10.0.0.0/104',
      '10.0.0.0/7',
      '172.16.0.0/11',
      '20.60.0.0/16',
      '10.0.1.0',
      '10.0.1/24',
      '10.0.1.0/33',
      '10.0.1.0/',
      'fd00::/129',
      'endpoints',
    ])
      expect(() => networks(`10.0.1.0/24,${bad}`)).toThrow(
        /ALLOWED_BLOB_NETWORKS.*: must be a private network/,
      )
  })

  it('of the origin of links: PUBLIC_URL, else the host name of Azure', () => {
    const urlOf = (settings: Record<string, string>) =>
      readConfig({ ...azure, PUBLIC_URL: '', ...settings }).publicUrl
    expect(urlOf({ PUBLIC_URL: 'https://Labels.example.org/' })).toBe('https://labels.example.org')
    expect(urlOf({ PUBLIC_URL: 'https://labels.example.org:8443', WEBSITE_HOSTNAME: 'x.net' })).toBe(
      'https://labels.example.org:8443',
    )
    expect(urlOf({ WEBSITE_HOSTNAME: 'labels.azurewebsites.net' })).toBe('https://labels.azurewebsites.net')
    expect(urlOf({ WEBSITE_HOSTNAME: 'localhost:7071' })).toBe('http://localhost:7071')
    expect(() => urlOf({})).toThrow(/PUBLIC_URL: is required/)
    for (const bad of [
      'labels.example.org',
      'http://labels.example.org',
      'https://labels.example.org/api',
      'https://labels.example.org/?x',
      'https://user@labels.example.org',
      'javascript:alert(1)',
    ])
      expect(() => urlOf({ PUBLIC_URL: bad })).toThrow('PUBLIC_URL: must be an origin')
    expect(() => urlOf({ WEBSITE_HOSTNAME: 'a/b' })).toThrow('WEBSITE_HOSTNAME')
  })

  it('of the limit by address, and of the proxies that may name one', () => {
    const settings = {
      ADDRESS_RATE_LIMIT_PER_SECOND: '5',
      ADDRESS_RATE_LIMIT_BURST: '50',
      TRUSTED_PROXIES: '2',
    }
    expect(readConfig({ ...local, ...settings })).toMatchObject({
      addressLimit: { perSecond: 5, burst: 50 },
      trustedProxies: 2,
    })
    for (const [name, value] of Object.entries({ ...settings, TRUSTED_PROXIES: '0' }))
      expect(() => readConfig({ ...local, [name]: value === '0' ? value : '-1' })).toThrow(name)
  })

  it('of names of people, which are kept unless the operator says no', () => {
    const keeps = (KEEP_NAMES: string) => readConfig({ ...local, KEEP_NAMES }).keepNames
    expect(['', 'true', 'True', 'false', 'FALSE'].map(keeps)).toEqual([true, true, true, false, false])
    for (const unclear of ['no', '0', 'off']) expect(() => keeps(unclear)).toThrow('KEEP_NAMES')
  })

  it('of frontends on other origins', () => {
    const origins = (CORS_ORIGINS: string) => readConfig({ ...local, CORS_ORIGINS }).corsOrigins
    expect(origins('https://a.example.org, http://localhost:*')).toEqual([
      'https://a.example.org',
      'http://localhost:*',
    ])
    expect(origins('https://Labels.example.org:443,, http://localhost:*, ')).toEqual([
      'https://labels.example.org',
      'http://localhost:*',
    ])
    for (const bad of [
      'null',
      '*',
      'https://*',
      'http://a.example.org',
      'https://a.example.org/',
      'https://a.org:*',
      'https://a.example.org:99999',
      'http://localhost:65536',
    ])
      expect(() => origins(bad)).toThrow('CORS_ORIGINS')
  })
})
