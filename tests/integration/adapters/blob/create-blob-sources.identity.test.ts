import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { BlobServiceClient } from '@azure/storage-blob'
import { startAzurite } from '../../../../tools/azurite.ts'
import type { Azurite } from '../../../../tools/azurite.ts'
import { trustCertificate } from '../../../support/certificate.ts'
import { datastore, readAll, sourcesOn, writeBlob } from './fixtures.ts'

const certificate = trustCertificate('localhost')
let azurite: Azurite

beforeAll(async () => {
  azurite = await startAzurite({ https: certificate })
})
afterAll(async () => {
  certificate.remove()
  await azurite.stop()
})

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** Azurite reads an Entra token's claims and does not check its signature. */
const identity = {
  getToken: async () => {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      nbf: now - 60,
      iat: now - 60,
      exp: now + 3600,
      aud: 'https://storage.azure.com',
      oid: 'o',
      tid: 't',
      iss: 'https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/',
    }
    return {
      token: `${encode({ alg: 'RS256' })}.${encode(claims)}.c2ln`,
      expiresOnTimestamp: Date.now() + 3_600_000,
    }
  },
}

test('the identity reads, and signs URLs of one blob with a delegation key', async () => {
  const accountUrl = azurite.accountUrl.replace('127.0.0.1', 'localhost')
  const container = new BlobServiceClient(accountUrl, identity).getContainerClient('photos')
  await container.create()
  await writeBlob(container, "it's #1 🐈.png", 'cat')
  await writeBlob(container, 'other.png', 'other')
  const sources = sourcesOn(undefined, {
    identity,
    identityHosts: ['localhost'],
    allowedNetworks: ['127.0.0.0/8'],
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  })
  const source = await sources.open(datastore(container.url))
  await source.probe()
  expect(await readAll(await source.open('other.png', {}))).toBe('other')

  const url = new URL((await source.readUrl("it's #1 🐈.png", Date.now() + 60_000))!)
  const answer = await fetch(url)
  expect([answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
    'image/png',
    "inline; filename*=UTF-8''it%27s%20%231%20%F0%9F%90%88.png",
  ])
  expect(await answer.text()).toBe('cat')
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    sr: 'b',
    sp: 'r',
    spr: 'https',
    skoid: expect.any(String),
  })
  expect(url.searchParams.get('st')).toBeNull()
  for (const name of ['rsct', 'rscd']) {
    const forged = new URL(url)
    forged.searchParams.set(name, 'text/html')
    expect((await fetch(forged)).status).toBe(403)
  }
  expect((await fetch(`${container.url}/other.png${url.search}`)).status).toBe(403)
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(403)
  const expired = await source.readUrl('other.png', Date.now() - 2_000)
  expect((await fetch(expired!)).status).toBe(403)
})

test('the identity signs URLs that create one blob', async () => {
  const accountUrl = azurite.accountUrl.replace('127.0.0.1', 'localhost')
  const container = new BlobServiceClient(accountUrl, identity).getContainerClient('uploads')
  await container.create()
  const source = await sourcesOn(undefined, {
    identity,
    identityHosts: ['localhost'],
    allowedNetworks: ['127.0.0.0/8'],
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  }).open(datastore(container.url))
  const { urls } = await source.uploadUrls(['a.png'], Date.now() + 3_600_000)
  const url = new URL(urls[0] ?? '')
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    sr: 'b',
    sp: 'c',
    spr: 'https',
    skoid: expect.any(String),
  })
  const put = () => fetch(url, { method: 'PUT', body: 'cat', headers: { 'x-ms-blob-type': 'BlockBlob' } })
  expect((await put()).status).toBe(201)
  expect((await put()).status).toBe(403)
  expect(await readAll(await source.open('a.png', {}))).toBe('cat')
})
