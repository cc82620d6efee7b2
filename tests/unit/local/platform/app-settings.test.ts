import { describe, expect, test } from '@jest/globals'
import { appSettings, bringsIssuer } from '../../../../local/platform/app-settings.ts'
import type { SettingSources } from '../../../../local/platform/app-settings.ts'
import type { Environment } from '../../../../local/platform/environment.ts'

const folder = { path: '/data', file: (name: string) => `/data/${name}` }
const settingsOf = (environment: Environment, cosmos?: SettingSources['cosmos']) =>
  appSettings({ environment, folder, account: undefined, cosmos, issuer: undefined })

describe('the settings of the app', () => {
  test('an issuer comes with all four of its settings, or none', () => {
    const own = {
      AUTH_ISSUER: 'https://issuer',
      AUTH_AUDIENCE: 'api://own',
      AUTH_JWKS_URL: 'https://issuer/keys',
      AUTH_TENANT: 'own',
    }
    expect(bringsIssuer({})).toBe(false)
    expect(bringsIssuer(own)).toBe(true)
    expect(() => bringsIssuer({ AUTH_ISSUER: 'https://issuer' })).toThrow(
      'AUTH_AUDIENCE, AUTH_JWKS_URL, AUTH_TENANT is not set',
    )
  })

  test('a vault replaces the key file', () => {
    const environment = { KEY_VAULT_URL: 'https://own.vault.azure.net' }
    const settings = settingsOf(environment)
    expect(settings).not.toHaveProperty('SECRETS_KEY_FILE')
  })

  test('Cosmos DB is the local account, or one of the environment', () => {
    const account = { endpoint: 'http://127.0.0.1:8081', key: 'a2V5' }
    const local = settingsOf({ STORE: 'cosmos' }, account)
    expect(local).toMatchObject({
      STORE: 'cosmos',
      COSMOS_ENDPOINT: account.endpoint,
      COSMOS_KEY: account.key,
      COSMOS_DATABASE: 'etiquette',
    })
    expect(local).not.toHaveProperty('SQLITE_FILE')
    const own = settingsOf({ STORE: 'cosmos', COSMOS_ENDPOINT: 'https://own.documents.azure.com' })
    expect(own).toMatchObject({ STORE: 'cosmos' })
    expect(Object.keys(own).filter((name) => name.startsWith('COSMOS_'))).toEqual([])
  })

  test('settings of the user are kept', () => {
    const environment = {
      REFRESH_SCHEDULE: '0 0 * * * *',
      BLOB_SERVICE_URL: 'https://own.blob.core.windows.net',
    }
    const settings = settingsOf(environment)
    expect(settings).toEqual({
      STORE: 'sqlite',
      SQLITE_FILE: '/data/etiquette.db',
      EXPORT_CONTAINER: 'etiquette-exports',
      RENDITION_CONTAINER: 'etiquette-renditions',
      CORS_ORIGINS: 'http://localhost:*,http://127.0.0.1:*',
      SECRETS_KEY_FILE: '/data/secrets.key',
      REFRESH_SCHEDULE: '0 0 * * * *',
    })
  })

  test('the keys of the local issuer are in the setting itself', () => {
    const jwks = { keys: [{ kty: 'RSA', n: 'n', e: 'AQAB', kid: 'k', alg: 'RS256', use: 'sig' } as const] }
    const { AUTH_JWKS_URL: url = '', AUTH_ISSUER: issuer } = appSettings({
      environment: {},
      folder,
      account: undefined,
      cosmos: undefined,
      issuer: { jwks },
    })
    expect(issuer).toBe('urn:etiquette:local')
    const [head, text = ''] = url.split(',')
    expect(head).toBe('data:application/json;base64')
    expect(JSON.parse(Buffer.from(text, 'base64').toString())).toEqual(jwks)
  })
})
