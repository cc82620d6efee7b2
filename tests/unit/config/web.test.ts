import { describe, expect, test } from '@jest/globals'
import { checkWebSettings, readWebSettings } from '../../../src/config/web.ts'

const azure = {
  WEB_CLIENT_ID: 'web',
  AUTH_ISSUER: 'https://login.microsoftonline.com/tenant/v2.0',
  AUTH_AUDIENCE: '33333333-3333-3333-3333-333333333333',
  ALLOWED_BLOB_HOSTS: ['.blob.core.windows.net'],
  BLOB_SERVICE_URL: 'https://data.blob.core.windows.net',
}
const local = {
  ...azure,
  WEB_AUTHORITY: 'http://127.0.0.1:7071/local',
  AUTH_ISSUER: 'urn:etiquette:local',
  AUTH_AUDIENCE: 'api://etiquette',
  BLOB_SERVICE_URL: 'http://127.0.0.1:10000/account',
}

describe('what the web app is told', () => {
  test('in Azure', () => {
    expect(readWebSettings(azure)).toEqual({
      authority: 'https://login.microsoftonline.com/tenant/v2.0',
      clientId: 'web',
      scope: 'api://33333333-3333-3333-3333-333333333333/access',
      blobHosts: ['https://*.blob.core.windows.net'],
      local: false,
    })
  })

  test('on one machine', () => {
    expect(readWebSettings(local)).toEqual({
      authority: 'http://127.0.0.1:7071/local',
      clientId: 'web',
      scope: 'api://etiquette/access',
      blobHosts: ['https://*.blob.core.windows.net', 'http://127.0.0.1:10000'],
      local: true,
    })
  })

  test('without a client nobody can sign in', () => {
    const settings = { ...azure, WEB_CLIENT_ID: undefined }
    expect(readWebSettings(settings)).toMatchObject({ authority: undefined, clientId: undefined })
  })

  test('storage at another host than those of datastores', () => {
    const settings = { ...azure, BLOB_SERVICE_URL: 'https://files.example.org/x' }
    expect(readWebSettings(settings).blobHosts).toEqual([
      'https://*.blob.core.windows.net',
      'https://files.example.org',
    ])
  })
})

test('a client needs the URL of its issuer', () => {
  expect(checkWebSettings(azure)).toBeUndefined()
  expect(checkWebSettings(local)).toBeUndefined()
  expect(checkWebSettings({ ...local, WEB_AUTHORITY: undefined })?.[0]).toBe('WEB_AUTHORITY')
  expect(checkWebSettings({ ...local, WEB_AUTHORITY: undefined, WEB_CLIENT_ID: undefined })).toBeUndefined()
})
