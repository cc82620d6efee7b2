import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { failureOf, toError } from '../../../../src/adapters/cosmos/failures.ts'
import { createServiceIdentity } from '../../../../src/adapters/identity/create-service-identity.ts'
import { toVaultError } from '../../../../src/adapters/secrets/key-vault-failures.ts'
import { portOf } from '../../../../local/platform/ports.ts'
import { datastore, sourcesOn } from '../blob/fixtures.ts'

// A stand-in for the identity endpoint of the platform. The library reads the environment of the process.

const names = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER', 'AZURE_TOKEN_CREDENTIALS'] as const
const scope = 'https://storage.azure.com/.default'

let server: Server
let asked: (string | undefined)[]
let answer: (response: ServerResponse) => void

const status = (code: number) => (response: ServerResponse) => {
  response.writeHead(code, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ statusCode: code, message: 'the words of the endpoint' }))
}

// The library keeps the endpoint for all of the process.
beforeAll(async () => {
  server = createServer((request: IncomingMessage, response) => {
    asked.push(request.url)
    answer(response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
beforeEach(() => {
  asked = []
  process.env['IDENTITY_ENDPOINT'] = `http://127.0.0.1:${portOf(server.address())}/msi/token`
  process.env['IDENTITY_HEADER'] = 'header'
  process.env['AZURE_TOKEN_CREDENTIALS'] = 'ManagedIdentityCredential'
})
afterEach(() => {
  for (const name of names) delete process.env[name]
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const failureOfToken = (): Promise<unknown> =>
  createServiceIdentity()
    .getToken(scope)
    .catch((error: unknown) => error)

const openSource = () =>
  sourcesOn(undefined, { identity: createServiceIdentity() }).open(
    datastore('https://account.blob.core.windows.net/photos'),
  )

test.each([
  [429, 'IdentityUnavailable'],
  [500, 'IdentityUnavailable'],
  [503, 'IdentityUnavailable'],
  [400, 'AggregateAuthenticationError'],
  [403, 'AggregateAuthenticationError'],
  [404, 'AggregateAuthenticationError'],
] as const)('a %d of the endpoint ends after a few attempts as %s', async (code, name) => {
  answer = status(code)
  await expect(failureOfToken()).resolves.toMatchObject({ name })
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.length).toBeLessThanOrEqual(3)
})

test('a broken connection to the endpoint may pass', async () => {
  answer = (response) => response.destroy()
  await expect(failureOfToken()).resolves.toMatchObject({
    name: 'IdentityUnavailable',
    cause: { name: 'AggregateAuthenticationError' },
  })
})

test('an identity that the app does not have is a matter for an operator, and the cause has the reason', async () => {
  answer = status(400)
  const source = await openSource()
  const refused = { cause: { message: expect.stringContaining('the words of the endpoint') } }
  await expect(source.probe()).rejects.toMatchObject({
    code: 'DatastoreUnreachable',
    message: expect.stringMatching(/no managed identity .*Assign an identity/),
    cause: refused,
  })
  const failure = await failureOfToken()
  expect(toVaultError(failure)).toMatchObject({
    message: expect.stringContaining('Ask an operator'),
    cause: refused,
  })
  expect(toError(failureOf(failure))).toMatchObject({
    message: expect.stringContaining('Ask an operator'),
    cause: refused,
  })
})

test('a source that the library does not know is a matter for an operator', async () => {
  process.env['AZURE_TOKEN_CREDENTIALS'] = 'NobodysCredential'
  const source = await openSource()
  await expect(source.probe()).rejects.toMatchObject({ code: 'DatastoreUnreachable' })
  expect(toError(failureOf(await failureOfToken()))).toMatchObject({
    message: expect.stringContaining('Ask an operator'),
    cause: { cause: { cause: { message: expect.stringContaining('NobodysCredential') } } },
  })
  expect(asked).toEqual([])
})

test('an endpoint that does not answer ends with the deadline', async () => {
  answer = () => undefined
  await expect(createServiceIdentity(process.env, 20).getToken(scope)).rejects.toMatchObject({
    name: 'IdentityUnavailable',
    cause: { name: 'DeadlineExceeded' },
  })
})

test('without an endpoint the error of the library is that of a service without an identity', async () => {
  delete process.env['IDENTITY_ENDPOINT']
  process.env['AZURE_TOKEN_CREDENTIALS'] = 'EnvironmentCredential'
  await expect(failureOfToken()).resolves.toMatchObject({ name: 'AggregateAuthenticationError' })
  expect(asked).toEqual([])
})

test('storage, vault and database say that it is the identity', async () => {
  answer = status(500)
  const source = await openSource()
  await expect(source.probe()).rejects.toMatchObject({
    code: 'DatastoreUnavailable',
    message: expect.stringMatching(/no token of its managed identity .*ask an operator to restart the app/),
  })
  const failure = await failureOfToken()
  expect(toVaultError(failure)).toMatchObject({
    code: 'ServiceUnavailable',
    message: expect.stringContaining('Try again'),
    cause: { message: 'Key Vault: IdentityUnavailable' },
  })
  expect(toError(failureOf(failure))).toMatchObject({
    code: 'ServiceUnavailable',
    cause: { message: 'Cosmos DB: IdentityUnavailable' },
  })
})

// Last, because the library keeps a token for all of the process.
test('the endpoint of the platform gives the token', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const expires = Math.floor(Date.now() / 1000) + 3600
    response.end(JSON.stringify({ access_token: 'a', expires_on: String(expires), token_type: 'Bearer' }))
  }
  expect(await createServiceIdentity().getToken(scope)).toMatchObject({ token: 'a' })
  expect(asked).toEqual([expect.stringContaining('resource=https%3A%2F%2Fstorage.azure.com')])
})
