import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { BlobServiceClient } from '@azure/storage-blob'
import { startAzurite } from '../../../../tools/azurite.ts'
import type { Azurite } from '../../../../tools/azurite.ts'
import { datastore, readAll, sourcesOn, writeBlob } from './fixtures.ts'

const trusted = getCACertificates('default')
const folder = mkdtempSync(join(tmpdir(), 'cert-'))
const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
let azurite: Azurite

beforeAll(async () => {
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  execFileSync(
    'openssl',
    ['req', '-x509', ...curve, '-keyout', keyFile, '-out', certFile, '-days', '2', ...subject],
    {
      stdio: 'ignore',
    },
  )
  setDefaultCACertificates([...trusted, readFileSync(certFile, 'utf8')])
  azurite = await startAzurite({ https: { certFile, keyFile } })
})
afterAll(async () => {
  setDefaultCACertificates(trusted)
  rmSync(folder, { recursive: true })
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
  const container = new BlobServiceClient(azurite.accountUrl, identity).getContainerClient('photos')
  await container.create()
  await writeBlob(container, "it's #1 🐈.png", 'cat')
  await writeBlob(container, 'other.png', 'other')
  const sources = sourcesOn(undefined, { identity, identityHosts: ['127.0.0.1'] })
  const source = await sources.open(datastore(container.url))
  await source.probe()
  expect(await readAll(await source.open('other.png', {}))).toBe('other')

  const url = new URL((await source.readUrl("it's #1 🐈.png", Date.now() + 60_000))!)
  expect(await (await fetch(url)).text()).toBe('cat')
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    sr: 'b',
    sp: 'r',
    spr: 'https',
    skoid: expect.any(String),
  })
  expect(url.searchParams.get('st')).toBeNull()
  expect((await fetch(`${container.url}/other.png${url.search}`)).status).toBe(403)
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(403)
  const expired = await source.readUrl('other.png', Date.now() - 2_000)
  expect((await fetch(expired!)).status).toBe(403)
})
