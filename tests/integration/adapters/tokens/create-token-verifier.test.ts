import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createSecretKey } from 'node:crypto'
import { inspect } from 'node:util'
import { exportSPKI, importJWK, SignJWT } from 'jose'
import type { VerifyToken } from '../../../../src/domain/ports/tokens.ts'
import {
  audience,
  client,
  createKey,
  createVerifier,
  issuer,
  oid,
  serveKeys,
  sign,
  tenant,
} from './issuer.ts'
import type { SigningKey } from './issuer.ts'

let key: SigningKey
let stranger: SigningKey
let others: readonly SigningKey[]
let server: Awaited<ReturnType<typeof serveKeys>>
let verify: VerifyToken

beforeAll(async () => {
  key = await createKey('k1')
  stranger = await createKey('k1')
  others = await Promise.all(['ES256', 'PS256', 'RS512', 'EdDSA'].map((alg) => createKey(`of ${alg}`, alg)))
  server = await serveKeys(key, ...others)
  verify = createVerifier({ jwksUrl: server.jwksUrl })
})
afterAll(() => server.stop())

const refusal = async (authorization: string | undefined, by = verify): Promise<string> => {
  const outcome: unknown = await by(authorization).catch((error: unknown) => error)
  expect(outcome).toMatchObject({ name: 'DomainError', code: 'Unauthenticated' })
  const [, signature] = /\.([\w-]{20,})$/.exec(authorization ?? '') ?? []
  if (signature !== undefined) expect(inspect(outcome, { depth: 10 })).not.toContain(signature)
  return (outcome as Error).message
}

const refusalOf = async (claims: Record<string, unknown>, header = {}, by = key) =>
  refusal(`Bearer ${await sign(by, claims, header)}`)

const userOf = async (claims: Record<string, unknown>, header = {}) =>
  (await verify(`Bearer ${await sign(key, claims, header)}`)).user

describe('a right token', () => {
  test('names its user and the roles that are known', async () => {
    const roles = ['Labeling.Reviewer', 'Other.Admin', 'Labeling.Labeler', 'labeling.admin', 'constructor']
    expect(await verify(`Bearer ${await sign(key, { roles })}`)).toEqual({
      user: oid,
      roles: ['Reviewer', 'Labeler'],
    })
    expect(await verify(`bearer ${await sign(key, { roles: undefined })}`)).toEqual({ user: oid, roles: [] })
    expect(await verify(`Bearer ${await sign(key)}`)).toEqual({ user: oid, roles: ['Admin'] })
  })

  test('has a name to read in one line, or none: no name refuses it', async () => {
    const nameOf = async (name: unknown) => (await verify(`Bearer ${await sign(key, { name })}`)).name
    expect(await nameOf(' Ann\n  Lee ')).toBe('Ann Lee')
    for (const none of [undefined, '', ' \u0007', 7, ['Ann'], null, { en: 'Ann' }])
      expect(await nameOf(none)).toBeUndefined()
  })

  test.each(['JWT', 'jwt', 'at+jwt', 'application/at+jwt'])('may say that it is of type %s', async (typ) => {
    expect(await userOf({}, { typ })).toBe(oid)
  })

  test('is of whom oid names, whatever names its owner has chosen', async () => {
    const names = { sub: 'root', email: 'root@a.test', upn: 'root@a.test', preferred_username: 'root' }
    expect(await userOf(names)).toBe(oid)
    expect(await refusalOf({ ...names, oid: undefined })).toContain("'oid'")
  })

  test.each([
    ['exp', -59, -61, 'expired'],
    ['nbf', 59, 61, 'not valid yet'],
  ])(
    'may be off by a minute in %s, for clocks differ, and not by a second more',
    async (claim, good, bad, why) => {
      const clock = 2_000_000_000
      const check = createVerifier({ jwksUrl: server.jwksUrl, now: () => clock * 1000 })
      const token = (offset: number) =>
        sign(key, { nbf: clock - 100, exp: clock + 100, [claim]: clock + offset })
      expect((await check(`Bearer ${await token(good)}`)).user).toBe(oid)
      expect(await refusal(`Bearer ${await token(bad)}`, check)).toContain(why)
    },
  )
})

describe('refused, with the reason', () => {
  test('no token, another scheme, two tokens, not a JWT', async () => {
    const token = await sign(key)
    expect(await refusal(undefined)).toContain('no token')
    expect(await refusal('')).toContain('no token')
    expect(await refusal('Basic dXNlcjpwYXNz')).toContain('Only bearer')
    for (const text of [
      `${token},Bearer ${token}`,
      `${token}, Bearer ${token}`,
      `${token} ${token}`,
      'abc',
      'a.b',
      '',
      `${token}.x`,
    ])
      expect(await refusal(`Bearer ${text}`)).toContain('exactly one signed JWT')
    for (const text of ['a.b.c', 'bnVsbA.e30.AA', 'W10.e30.AA'])
      expect(await refusal(`Bearer ${text}`)).toContain('not a signed JWT')
  })

  test('a header of more than 8 KB, though it holds a right token', async () => {
    const short = `Bearer ${await sign(key)}`
    expect((await verify(short.padEnd(8192))).user).toBe(oid)
    expect(await refusal(short.padEnd(8193))).toContain('longer')
    expect(await refusalOf({ padding: 'x'.repeat(8192) })).toContain('longer')
  })

  test('without exp, or with one that is no time', async () => {
    expect(await refusalOf({ exp: undefined })).toContain('exp')
    expect(await refusalOf({ exp: 'never' })).toContain('exp')
  })

  test('another issuer', async () => {
    for (const iss of ['https://login.example/other/v2.0', `${issuer}/`, undefined, issuer.toUpperCase()])
      expect(await refusalOf({ iss })).toContain('issuer')
  })

  test('another audience, and ours among several', async () => {
    for (const aud of ['api://other', `${audience}/`, undefined, [], [audience], ['api://other', audience]])
      expect(await refusalOf({ aud })).toContain('audience')
  })

  test('another tenant, though the issuer is right', async () => {
    for (const tid of ['another', tenant.toUpperCase(), `${tenant} `, undefined, '', 7, [tenant], null])
      expect(await refusalOf({ tid })).toContain('tenant')
  })

  test('a client that may not call; any of the tenant may where none is named', async () => {
    const check = createVerifier({ jwksUrl: server.jwksUrl, clients: ['web', client] })
    expect((await check(`Bearer ${await sign(key)}`)).user).toBe(oid)
    for (const azp of ['another', client.toUpperCase(), '', undefined, [client], null, 7]) {
      expect(await refusal(`Bearer ${await sign(key, { azp, appid: client })}`, check)).toContain('(azp)')
      expect(await userOf({ azp })).toBe(oid)
    }
  })

  test('no user, or one whose name cannot be', async () => {
    for (const wrong of [undefined, '', 7, 'a b', '../x', 'x'.repeat(200), null])
      expect(await refusalOf({ oid: wrong })).toContain("'oid'")
    expect(await refusalOf({ roles: 'Labeling.Admin' })).toContain("'roles'")
  })

  test('an ID token, and one of another version; a program that acts for itself is no ID token', async () => {
    for (const scp of [undefined, '', 7]) expect(await refusalOf({ scp })).toContain("'scp'")
    const idToken = { scp: undefined, azp: undefined, nonce: 'n', name: 'Ana' }
    expect(await refusalOf(idToken)).toContain('no access token')
    expect(await refusalOf({ scp: undefined, idtyp: 'user' })).toContain("neither the 'scp'")
    for (const ver of [undefined, 2]) expect(await refusalOf({ ver })).toContain("'ver'")
    expect(await userOf({ scp: undefined, idtyp: 'app' })).toBe(oid)
  })

  test('signed with a key that is not published, or not by that key', async () => {
    expect(await refusalOf({}, { kid: 'k9' })).toContain('does not publish')
    expect(await refusalOf({}, {}, stranger)).toContain('signature')
  })

  test('changed after signing', async () => {
    const [header, , signature] = (await sign(key, { roles: [] })).split('.')
    const [, payload] = (await sign(stranger)).split('.')
    expect(await refusal(`Bearer ${header}.${payload}.${signature}`)).toContain('signature')
  })
})

describe('a header that says how to be verified', () => {
  test('is refused before any key is fetched, from the issuer or from where it points to', async () => {
    const theirs = await serveKeys(stranger)
    const own = await serveKeys(key)
    const check = createVerifier({ jwksUrl: own.jwksUrl })
    for (const header of [
      { jku: theirs.jwksUrl },
      { x5u: theirs.jwksUrl },
      { jku: theirs.jwksUrl, kid: 'k9' },
      { jwk: stranger.publicJwk },
      { x5c: ['MIIB'] },
      { crit: ['b64'], b64: true },
    ])
      for (const by of [key, stranger]) {
        const message = await refusal(`Bearer ${await sign(by, {}, header)}`, check)
        expect(message).toContain(`'${Object.keys(header)[0] ?? ''}'`)
      }
    for (const typ of ['id+jwt', 'secevent+jwt', 'JWE', '', 'at+jwt;x', 7])
      expect(await refusal(`Bearer ${await sign(key, {}, { typ })}`, check)).toContain('(typ)')
    expect([theirs.state.fetches, own.state.fetches]).toEqual([0, 0])
    own.stop()
    theirs.stop()
  })

  test('takes no algorithm but RS256, even of keys that the issuer publishes', async () => {
    for (const other of others) {
      const { alg } = other.publicJwk
      expect(await refusalOf({}, { alg }, other)).toContain('RS256')
    }
  })

  test('is not believed that it needs no signature, or that the public key is a secret', async () => {
    const right = await sign(key)
    const [, payload = ''] = right.split('.')
    for (const alg of ['none', 'None', 'NONE', '', null]) {
      const header = Buffer.from(JSON.stringify({ alg, kid: 'k1' })).toString('base64url')
      expect(await refusal(`Bearer ${header}.${payload}.`)).toContain('exactly one')
      expect(await refusal(`Bearer ${header}.${payload}.AA`)).toMatch(/RS256|not a signed JWT/)
    }
    const publicKey = await importJWK(key.publicJwk, 'RS256', { extractable: true })
    if (publicKey instanceof Uint8Array) throw new Error('unexpected')
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const pem = await exportSPKI(publicKey)
    for (const secret of [pem, `${pem}\n`, key.publicJwk.n ?? '', JSON.stringify(key.publicJwk)]) {
      const forged = await new SignJWT(claims as Record<string, unknown>)
        .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
        .sign(createSecretKey(Buffer.from(secret)))
      expect(await refusal(`Bearer ${forged}`)).toContain('RS256')
    }
    expect((await verify(`Bearer ${right}`)).user).toBe(oid)
  })
})

test('a token that was checked is remembered for a minute and never past its end', async () => {
  const own = await serveKeys(key)
  let clock = Date.now()
  const check = createVerifier({ jwksUrl: own.jwksUrl, now: () => clock })
  const header = `Bearer ${await sign(key)}`
  const first = await check(header)
  expect(await check(header)).toBe(first)
  clock += 61_000
  const second = await check(header)
  expect(second).not.toBe(first)
  // The clock went back: how long it has been remembered is not known.
  clock -= 30_000
  expect(await check(header)).not.toBe(second)
  clock += 3_600_000
  await expect(check(header)).rejects.toThrow('expired')
  own.stop()
})
