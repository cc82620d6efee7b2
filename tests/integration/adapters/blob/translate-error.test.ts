import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLog } from '../../../../src/adapters/log/create-log.ts'
import { createHttpWorkspace } from '../../../support/http-workspace.ts'
import { datastore, secretsInMemory, sourcesOn } from './fixtures.ts'

const marker = 'inner-page-5ecret'
const xml = (code: string) =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${marker}</Message><AuthenticationErrorDetail>${marker}</AuthenticationErrorDetail></Error>`

let body = ''
let head: Record<string, string> = {}
let status = 200
let asked = 0
let upstream: Server

beforeAll(async () => {
  upstream = createServer((_, response) => {
    asked += 1
    response.writeHead(status, head).end(body)
  })
  await new Promise<void>((listening) => upstream.listen(0, '127.0.0.1', listening))
})
afterAll(() => {
  upstream.close()
  upstream.closeAllConnections()
})

const createWorld = () => {
  const lines: string[] = []
  const accountUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/account`
  const emulator = { accountUrl, accountName: 'account', accountKey: 'a2V5' }
  const log = createLog({ level: 'Debug', now: () => 0, write: (line) => void lines.push(line) })
  const blobs = sourcesOn(undefined, { emulator, secrets: secretsInMemory() })
  const { admin } = createHttpWorkspace([], { blobs, emulator: accountUrl, log })
  const put = (credential: string) =>
    admin('PUT', '/datastores/photos', {
      type: 'AzureBlob',
      containerUrl: `${accountUrl}/photos`,
      credential: { type: credential },
    })
  const logFailure = async () => {
    const source = await blobs.open(datastore(`${accountUrl}/photos`, { type: 'Anonymous' }))
    const page = { prefix: '', pageSize: 10 }
    for (const call of [
      () => source.probe(),
      () => source.browse(page),
      () => source.readPart('a', { offset: 0, count: 10 }),
    ]) {
      const error: unknown = await call().then(
        () => undefined,
        (failure: unknown) => failure,
      )
      log('Error', 'As an import does that fails', { error })
    }
  }
  return { put, logFailure, lines }
}

const answers = [400, 401, 403, 404, 409, 412, 503].flatMap((code) => [
  { code, body: xml('AuthenticationFailed'), type: 'application/xml' },
  { code, body: `<html><title>${marker}</title></html>`, type: 'text/html' },
  { code, body: JSON.stringify({ error: { code: marker, message: marker } }), type: 'application/json' },
  { code, body: xml(`<![CDATA[ ${marker} ]]>`), type: 'application/xml' },
])
const wrong = [
  { code: 200, body: marker, type: 'text/plain' },
  { code: 200, body: `<a>${marker}`, type: 'application/xml' },
  { code: 200, body: `{"${marker}":`, type: 'application/json' },
  { code: 200, body: `<EnumerationResults>${marker}</EnumerationResults>`, type: 'application/xml' },
  { code: 200, body: JSON.stringify({ value: marker }), type: 'application/json' },
  {
    code: 200,
    body: `<EnumerationResults><Blobs><Blob><Name>${marker}</Name></Blob></Blobs></EnumerationResults>`,
    type: 'application/xml',
  },
  { code: 302, body: marker, type: 'text/plain' },
]

test.each([...answers, ...wrong])(
  'CVE-2025-25297: what the other side says with $code as $type is neither answered nor logged',
  async ({ code, body: text, type }) => {
    body = text
    status = code
    asked = 0
    head = {
      'content-type': type,
      location: `http://127.0.0.1:1/${marker}`,
      'x-ms-error-code': `<${marker}>`,
      'x-inner': marker,
      server: marker,
    }
    const { put, logFailure, lines } = createWorld()
    for (const credential of ['Anonymous', 'ManagedIdentity']) {
      const answer = await put(credential)
      expect([answer.status, answer.json.error.code]).toEqual(
        code === 503 ? [503, 'DatastoreUnavailable'] : [422, 'DatastoreUnreachable'],
      )
      expect(answer.text + JSON.stringify(answer.headers)).not.toContain(marker)
    }
    expect(asked).toBeGreaterThan(1)
    await logFailure()
    expect(lines.filter((line) => /DatastoreUn(reach|avail)able/.test(line)).length).toBeGreaterThan(1)
    expect(lines.join('')).not.toContain(marker)
  },
)
