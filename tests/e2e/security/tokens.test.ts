import { beforeAll, describe, expect, test } from '@jest/globals'
import { SignJWT } from 'jose'
import { localAudience, localIssuer, localTenant, openIssuer } from '../../../local/platform/issuer.ts'
import { sendRaw, type RawReply } from '../../support/raw-http.ts'
import type { Person, Reply } from '../../support/person.ts'
import type { ServiceWorld } from '../../support/service-world.ts'
import { joinService } from '../../support/shared-service.ts'

let world: ServiceWorld
let lead: Person
let tia: Person
let leadToken: string
let tiaToken: string

beforeAll(async () => {
  world = await joinService()
  ;({ lead } = world)
  await world.addProject('token-cats', ['1.png', '2.png'])
  await world.addProject('token-dogs', ['1.png'])
  await lead('PUT', '/projects/token-cats/members/tia', { body: { role: 'Labeler' } })
  leadToken = await world.token('lead', 'Labeling.Admin')
  tiaToken = await world.token('tia', 'Labeling.Labeler')
  tia = await world.person('tia', 'Labeling.Labeler')
})

const raw = (method: string, path: string, lines: readonly string[], body = ''): Promise<RawReply> =>
  sendRaw(`${world.service.api}${path}`, method, lines, body)
const bearer = (token: string): string => `Authorization: Bearer ${token}`

const expect401 = ({ status, headers }: Pick<Reply | RawReply, 'status' | 'headers'>): void =>
  expect([status, headers.get('x-ms-error-code'), headers.get('www-authenticate')]).toEqual([
    401,
    'Unauthenticated',
    'Bearer',
  ])

const principal = Buffer.from(
  JSON.stringify({
    auth_typ: 'aad',
    role_typ: 'roles',
    userId: 'lead',
    userRoles: ['Labeling.Admin'],
    claims: [
      { typ: 'oid', val: 'lead' },
      { typ: 'roles', val: 'Labeling.Admin' },
    ],
  }),
).toString('base64')

/** What the platform's own authentication would set, all of it as a caller can send it. */
const spoofed = (): Record<string, string> => ({
  'X-MS-CLIENT-PRINCIPAL': principal,
  'X-MS-CLIENT-PRINCIPAL-ID': 'lead',
  'X-MS-CLIENT-PRINCIPAL-NAME': 'lead',
  'X-MS-CLIENT-PRINCIPAL-IDP': 'aad',
  'X-MS-TOKEN-AAD-ACCESS-TOKEN': leadToken,
  'X-MS-TOKEN-AAD-ID-TOKEN': leadToken,
  'X-ZUMO-AUTH': leadToken,
  Cookie: `AppServiceAuthSession=${leadToken}`,
})

describe('headers of a sign-in that is not in front of the service', () => {
  test('say nothing of who calls', async () => {
    for (const path of ['/projects', '/datastores', '/projects/token-cats/items', '/operations/x'])
      expect401(await world.nobody('GET', path, { headers: spoofed() }))
    expect401(await world.nobody('GET', `/projects?access_token=${leadToken}`))
  })

  test('give no right that the token does not have', async () => {
    for (const [method, path, body] of [
      ['GET', '/projects', undefined],
      ['GET', '/projects/token-cats', undefined],
      ['GET', '/projects/token-dogs', undefined],
      ['GET', '/projects/token-cats/members', undefined],
      ['GET', '/datastores', undefined],
      ['PUT', '/projects/token-dogs/members/tia', { role: 'Labeler' }],
      ['DELETE', '/projects/token-dogs', undefined],
    ] as const) {
      const plain = await tia(method, path, { body })
      const dressed = await tia(method, path, { body, headers: spoofed() })
      expect([path, dressed.status, dressed.code]).toEqual([path, plain.status, plain.code])
      if (plain.status === 200) expect(dressed.body).toEqual(plain.body)
    }
    expect((await tia('GET', '/datastores', { headers: spoofed() })).status).toBe(403)
    expect((await tia('GET', '/projects/token-dogs', { headers: spoofed() })).status).toBe(404)
  })
})

describe('the Authorization header', () => {
  test('is taken as one line of a right token', async () => {
    expect((await raw('GET', '/projects', [bearer(leadToken)])).status).toBe(200)
  })

  test('is refused when it is repeated, even with the same token', async () => {
    for (const [first, second] of [
      [bearer(tiaToken), bearer(tiaToken)],
      [bearer(tiaToken), bearer(leadToken)],
      [bearer(leadToken), bearer(leadToken).replace('A', 'a')],
      [bearer(leadToken), 'AUTHORIZATION:'],
      ['Authorization:', bearer(leadToken)],
      [bearer(leadToken), 'Authorization: Basic YTpi'],
    ] as const)
      expect401(await raw('GET', '/projects', [first, 'Accept: */*', second]))
  })

  test('is refused beyond 8 KB by the service, and beyond 32 KB by the server', async () => {
    const long = `${bearer(leadToken)}${' '.repeat(9 * 1024)}x`
    expect401(await raw('GET', '/projects', [long]))
    const padded = bearer('x'.repeat(9 * 1024))
    const reply = await raw('GET', '/projects', [padded])
    expect401(reply)
    expect(reply.body).toContain('longer')
    expect((await raw('GET', '/projects', [bearer('x'.repeat(33 * 1024))])).status).toBe(431)
  })

  test('holds a token of this tenant, for this service, for access', async () => {
    const { kid, privateKey } = await openIssuer(world.service.dataDir)
    const now = Math.floor(Date.now() / 1000)
    const right = {
      iss: localIssuer,
      aud: localAudience,
      tid: localTenant,
      oid: 'lead',
      roles: ['Labeling.Admin'],
      scp: 'access_as_user',
      ver: '2.0',
      exp: now + 600,
    }
    const signed = (claims: object, header: object = {}): Promise<string> =>
      new SignJWT({ ...right, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid, ...header })
        .sign(privateKey)
    expect((await raw('GET', '/projects', [bearer(await signed({}))])).status).toBe(200)
    for (const [claims, header, why] of [
      [{ tid: 'another' }, {}, '(tid)'],
      [{ tid: undefined }, {}, '(tid)'],
      [{ aud: [localAudience] }, {}, 'audience'],
      [{ iss: `${localIssuer}/` }, {}, 'issuer'],
      [{ exp: now - 61 }, {}, 'expired'],
      [{ scp: undefined }, {}, 'no access token'],
      [{}, { jku: `${world.service.url}/jwks.json` }, 'jku'],
      [{}, { typ: 'id+jwt' }, '(typ)'],
      [{}, { kid: 'another' }, 'does not publish'],
    ] as const) {
      const reply = await raw('GET', '/projects', [bearer(await signed(claims, header))])
      expect401(reply)
      expect(reply.body).toContain(why)
    }
  })
})

describe('other headers that are repeated', () => {
  const json = 'Content-Type: application/json'
  const body = '{"size":1}'
  const length = `Content-Length: ${body.length}`
  const codeOf = ({ status, headers }: RawReply) => [status, headers.get('x-ms-error-code')]
  const post = (...lines: readonly string[]) =>
    raw('POST', '/projects/token-cats/pages', [bearer(tiaToken), ...lines], body)

  test('Content-Type and Idempotency-Key: refused, whatever they hold', async () => {
    expect(codeOf(await post(json, json, length))).toEqual([415, 'UnsupportedContentType'])
    expect(codeOf(await post(json, 'Content-Type: text/plain', length))).toEqual([
      415,
      'UnsupportedContentType',
    ])
    const key = 'Idempotency-Key: 0b8f5f0e'
    for (const second of [key, 'idempotency-key: another'])
      expect(codeOf(await post(json, length, key, second))).toEqual([400, 'InvalidRequest'])
    expect((await post(json, length, key)).status).toBe(200)
  })

  test('Content-Length and Host: the server takes no such request at all', async () => {
    expect((await post(json, length, length)).status).toBe(400)
    expect((await post(json, length, 'Content-Length: 1')).status).toBe(400)
    expect((await post(json, length, 'Transfer-Encoding: chunked')).status).toBe(400)
    expect((await post(json, length, 'Host: evil.test')).status).toBe(400)
  })

  test('If-Match: refused, even if both are right', async () => {
    const etag = (await lead('GET', '/projects/token-cats')).headers.get('etag') ?? ''
    const change = JSON.stringify({ description: 'changed' })
    const patch = (...lines: readonly string[]) =>
      raw(
        'PATCH',
        '/projects/token-cats',
        [bearer(leadToken), json, `Content-Length: ${change.length}`, ...lines],
        change,
      )
    for (const [first, second] of [
      [etag, etag],
      ['"another"', etag],
      ['*', '*'],
    ])
      expect(codeOf(await patch(`If-Match: ${first}`, `If-Match: ${second}`))).toEqual([
        400,
        'InvalidRequest',
      ])
    expect((await lead('GET', '/projects/token-cats')).headers.get('etag')).toBe(etag)
    expect((await patch(`If-Match: ${etag}`)).status).toBe(200)
  })
})
