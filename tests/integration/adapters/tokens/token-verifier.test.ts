import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { inspect } from 'node:util'
import { createSecretKey } from 'node:crypto'
import { exportSPKI, importJWK, SignJWT } from 'jose'
import { createTokenVerifier } from '../../../../src/adapters/tokens/create-token-verifier.ts'
import type { VerifyToken } from '../../../../src/domain/ports/tokens.ts'
import { audience, createKey, issuer, oid, serveKeys, sign } from './issuer.ts'
import type { SigningKey } from './issuer.ts'

let key: SigningKey
let stranger: SigningKey
let server: Awaited<ReturnType<typeof serveKeys>>
let verify: VerifyToken

beforeAll(async () => {
  key = await createKey('k1')
  stranger = await createKey('k1')
  server = await serveKeys(key)
  verify = createTokenVerifier({ issuer, audience, jwksUrl: server.jwksUrl })
})
afterAll(() => server.stop())

const now = () => Math.floor(Date.now() / 1000)

const refusal = async (authorization: string | undefined): Promise<string> => {
  const outcome: unknown = await verify(authorization).catch((error: unknown) => error)
  expect(outcome).toMatchObject({ name: 'DomainError', code: 'Unauthenticated' })
  const [, signature] = /\.([\w-]{20,})$/.exec(authorization ?? '') ?? []
  if (signature !== undefined) expect(inspect(outcome, { depth: 10 })).not.toContain(signature)
  return (outcome as Error).message
}

const refusalOf = async (claims: Record<string, unknown>, header = {}, by = key) =>
  refusal(`Bearer ${await sign(by, claims, header)}`)

describe('a right token', () => {
  test('names its user and the roles that are known', async () => {
    const roles = ['Labeling.Reviewer', 'Other.Admin', 'Labeling.Labeler', 'labeling.admin', 'constructor']
    expect(await verify(`Bearer ${await sign(key, { roles })}`)).toEqual({
      user: oid,
      roles: ['Reviewer', 'Labeler'],
    })
    expect(await verify(`bearer ${await sign(key, { roles: undefined })}`)).toEqual({ user: oid, roles: [] })
    expect(await verify(`Bearer ${await sign(key)}`)).toEqual({ user: oid, roles: ['Admin'] })
    expect((await verify(`Bearer ${await sign(key, { aud: ['other', audience] })}`)).user).toBe(oid)
  })

  test('may be off by a minute, for clocks differ', async () => {
    expect((await verify(`Bearer ${await sign(key, { exp: now() - 30 })}`)).user).toBe(oid)
    expect((await verify(`Bearer ${await sign(key, { nbf: now() + 30 })}`)).user).toBe(oid)
  })
})

describe('refused, with the reason', () => {
  test('no token, another scheme, two tokens, not a JWT, too long', async () => {
    const token = await sign(key)
    expect(await refusal(undefined)).toContain('no token')
    expect(await refusal('')).toContain('no token')
    expect(await refusal('Basic dXNlcjpwYXNz')).toContain('Only bearer')
    for (const text of [`${token}, Bearer ${token}`, `${token} ${token}`, 'abc', 'a.b', '', `${token}.x`])
      expect(await refusal(`Bearer ${text}`)).toContain('exactly one signed JWT')
    expect(await refusal('Bearer a.b.c')).toContain('not a signed JWT')
    expect(await refusal(`Bearer ${token}${'x'.repeat(20_000)}`)).toContain('longer')
  })

  test('expired, not valid yet, without exp', async () => {
    expect(await refusalOf({ exp: now() - 90 })).toContain('expired')
    expect(await refusalOf({ nbf: now() + 90 })).toContain('not valid yet')
    expect(await refusalOf({ exp: undefined })).toContain('exp')
    expect(await refusalOf({ exp: 'never' })).toContain('exp')
  })

  test('another issuer or audience', async () => {
    for (const iss of ['https://login.example/other/v2.0', `${issuer}/`, undefined, issuer.toUpperCase()])
      expect(await refusalOf({ iss })).toContain('issuer')
    for (const aud of ['api://other', `${audience}/`, undefined, []])
      expect(await refusalOf({ aud })).toContain('audience')
  })

  test('no user, or one whose name cannot be', async () => {
    for (const wrong of [undefined, '', 7, 'a b', '../x', 'x'.repeat(200), null])
      expect(await refusalOf({ oid: wrong })).toContain("'oid'")
    expect(await refusalOf({ roles: 'Labeling.Admin' })).toContain("'roles'")
  })

  test('an ID token, and one of another version; a program that acts for itself is no ID token', async () => {
    for (const scp of [undefined, '', 7]) expect(await refusalOf({ scp })).toMatch(/no access token|'scp'/)
    expect(await refusalOf({ scp: undefined, idtyp: 'user' })).toContain('no access token')
    for (const ver of [undefined, '1.0', 2]) expect(await refusalOf({ ver })).toContain("'ver'")
    expect((await verify(`Bearer ${await sign(key, { scp: undefined, idtyp: 'app' })}`)).user).toBe(oid)
  })

  test('signed with a key that is not published, or not by that key', async () => {
    expect(await refusalOf({}, { kid: 'k9' })).toContain('does not publish')
    expect(await refusalOf({}, {}, stranger)).toContain('signature')
    const jku = `${server.jwksUrl}/stranger`
    expect(await refusalOf({}, { jku, jwk: stranger.publicJwk }, stranger)).toContain('signature')
  })

  test('changed after signing', async () => {
    const [header, , signature] = (await sign(key, { roles: [] })).split('.')
    const [, payload] = (await sign(stranger)).split('.')
    expect(await refusal(`Bearer ${header}.${payload}.${signature}`)).toContain('signature')
  })

  test('not signed, or with the public key as if it were a secret', async () => {
    const claims = { iss: issuer, aud: audience, oid, exp: now() + 600 }
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    expect(await refusal(`Bearer ${encode({ alg: 'none' })}.${encode(claims)}.`)).toContain('exactly one')
    expect(await refusal(`Bearer ${encode({ alg: 'none' })}.${encode(claims)}.AA`)).toContain('RS256')
    const publicKey = await importJWK(key.publicJwk, 'RS256', { extractable: true })
    if (publicKey instanceof Uint8Array) throw new Error('unexpected')
    const secret = createSecretKey(Buffer.from(await exportSPKI(publicKey)))
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret)
    expect(await refusal(`Bearer ${forged}`)).toContain('RS256')
  })
})

describe('the keys', () => {
  test('are fetched once for many tokens, and not for each unknown key', async () => {
    const own = await serveKeys(key)
    const check = createTokenVerifier({ issuer, audience, jwksUrl: own.jwksUrl })
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, n) => sign(key, { n })))
    await Promise.all(tokens.map((token) => check(`Bearer ${token}`)))
    for (let n = 0; n < 5; n += 1)
      await expect(check(`Bearer ${await sign(key, {}, { kid: `k${n + 5}` })}`)).rejects.toThrow(
        'does not publish',
      )
    expect(own.state.fetches).toBe(1)
    own.stop()
  })

  test('may be rotated without a restart', async () => {
    const own = await serveKeys(key)
    const check = createTokenVerifier({ issuer, audience, jwksUrl: own.jwksUrl, cooldown: 0 })
    await check(`Bearer ${await sign(key)}`)
    const next = await createKey('k2')
    own.state.published = [key, next]
    expect((await check(`Bearer ${await sign(next)}`)).user).toBe(oid)
    own.state.published = [next]
    expect((await check(`Bearer ${await sign(next, { n: 1 })}`)).user).toBe(oid)
    own.stop()
  })

  test('that cannot be fetched are the fault of nobody who calls', async () => {
    const own = await serveKeys(key)
    own.state.broken = true
    const check = createTokenVerifier({ issuer, audience, jwksUrl: own.jwksUrl })
    const unavailable = { code: 'ServiceUnavailable', retryAfter: 5 }
    await expect(check(`Bearer ${await sign(key)}`)).rejects.toMatchObject(unavailable)
    own.state.broken = false
    expect((await check(`Bearer ${await sign(key)}`)).user).toBe(oid)
    own.stop()
    const nobody = createTokenVerifier({ issuer, audience, jwksUrl: 'http://127.0.0.1:1/keys' })
    await expect(nobody(`Bearer ${await sign(key)}`)).rejects.toMatchObject(unavailable)
  })
})

test('a token that was checked is remembered for a minute and never past its end', async () => {
  const own = await serveKeys(key)
  let clock = Date.now()
  const check = createTokenVerifier({ issuer, audience, jwksUrl: own.jwksUrl, now: () => clock })
  const header = `Bearer ${await sign(key)}`
  const first = await check(header)
  expect(await check(header)).toBe(first)
  clock += 61_000
  expect(await check(header)).not.toBe(first)
  clock += 3_600_000
  await expect(check(header)).rejects.toThrow('expired')
  own.stop()
})
