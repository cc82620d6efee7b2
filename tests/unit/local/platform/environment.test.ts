import { describe, expect, test } from '@jest/globals'
import { appSettings, bringsIssuer } from '../../../../local/platform/app-settings.ts'
import { dataDirOf, portFrom, servicePortOf } from '../../../../local/platform/environment.ts'

const folder = { path: '/data', file: (name: string) => `/data/${name}` }

describe('the environment', () => {
  test('has defaults, and an empty value is none', () => {
    expect(dataDirOf({ DATA_DIR: '' })).toBe('.data')
    expect(servicePortOf({})).toBe(7071)
    expect(servicePortOf({ PORT: '0' })).toBe(0)
  })

  test.each(['-1', '65536', '80a', '1e3', ' '])('refuses %j as a port', (text) => {
    expect(() => portFrom({ PORT: text }, 'PORT')).toThrow(`PORT=${text} is no port`)
  })

  test('brings an issuer with all four of its settings, or none', () => {
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

  test('with a vault needs no key file', () => {
    const environment = { KEY_VAULT_URL: 'https://own.vault.azure.net' }
    const settings = appSettings({
      environment,
      folder,
      account: undefined,
      cosmos: undefined,
      jwksUrl: undefined,
    })
    expect(settings).not.toHaveProperty('SECRETS_KEY_FILE')
  })

  test('asks for Cosmos DB: the local one, or one of its own', () => {
    const account = { endpoint: 'http://127.0.0.1:8081', key: 'a2V5', close: async () => undefined }
    const settingsWith = (more: object, cosmos: typeof account | undefined) =>
      appSettings({
        environment: { STORE: 'cosmos', ...more },
        folder,
        account: undefined,
        cosmos,
        jwksUrl: undefined,
      })
    const local = settingsWith({}, account)
    expect(local).toMatchObject({
      STORE: 'cosmos',
      COSMOS_ENDPOINT: account.endpoint,
      COSMOS_KEY: account.key,
      COSMOS_DATABASE: 'etiquette',
    })
    expect(local).not.toHaveProperty('SQLITE_FILE')
    const own = settingsWith({ COSMOS_ENDPOINT: 'https://own.documents.azure.com' }, undefined)
    expect(own).toMatchObject({ STORE: 'cosmos' })
    expect(Object.keys(own).filter((name) => name.startsWith('COSMOS_'))).toEqual([])
  })

  test('is left as the user set it', () => {
    const environment = {
      REFRESH_SCHEDULE: '0 0 * * * *',
      BLOB_SERVICE_URL: 'https://own.blob.core.windows.net',
    }
    const settings = appSettings({
      environment,
      folder,
      account: undefined,
      cosmos: undefined,
      jwksUrl: undefined,
    })
    expect(settings).toEqual({
      STORE: 'sqlite',
      SQLITE_FILE: '/data/etiquette.db',
      EXPORT_CONTAINER: 'etiquette-exports',
      CORS_ORIGINS: 'http://localhost:*,http://127.0.0.1:*',
      SECRETS_KEY_FILE: '/data/secrets.key',
      REFRESH_SCHEDULE: '0 0 * * * *',
    })
  })
})
