import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { decodeJwt, importJWK, jwtVerify } from 'jose'
import { openIssuer, type Issuer } from '../../../../../local/platform/issuer.ts'
import { portOf } from '../../../../../local/platform/ports.ts'
import { createSignIn } from '../../../../../local/platform/sign-in/sign-in.ts'
import { readClaims } from '../../../../../src/adapters/tokens/read-claims.ts'

let dataDir: string
let issuer: Issuer
let server: Server
let url: string
let at = Date.now()

beforeAll(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'etiquette-')), 'data')
  issuer = await openIssuer(dataDir)
  const folder = { path: dataDir, file: (name: string) => join(dataDir, name) }
  const handler = await createSignIn({
    issuer,
    folder,
    serviceUrl: 'http://127.0.0.1:7071',
    now: () => at,
    log: () => undefined,
  })
  server = createServer((req, res) => {
    if (!handler(req, res, (req.url ?? '').split('?', 1)[0] ?? '')) res.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${portOf(server.address())}/local`
})
afterAll(async () => {
  server.close()
  await rm(join(dataDir, '..'), { recursive: true, force: true })
})

const verifier = 'a'.repeat(43)
const app = 'http://127.0.0.1:7071/signed-in'
const request = {
  client_id: 'local',
  redirect_uri: app,
  response_type: 'code',
  scope: 'openid',
  state: 's1',
  nonce: 'n1',
  code_challenge_method: 'S256',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
}

const ask = async (parameters: Record<string, string>, cookie = '', languages = '') => {
  const query = new URLSearchParams({ ...request, ...parameters })
  const reply = await fetch(`${url}/authorize?${query.toString()}`, {
    redirect: 'manual',
    headers: { cookie, 'accept-language': languages },
  })
  const location = reply.headers.get('location')
  return {
    status: reply.status,
    text: await reply.text(),
    location,
    sent: new URL(location ?? 'http://none').searchParams,
    cookie: reply.headers.get('set-cookie') ?? '',
  }
}

const trade = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
  const reply = await fetch(`${url}/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ client_id: 'local', ...form }),
  })
  return {
    status: reply.status,
    headers: reply.headers,
    body: (await reply.json()) as Record<string, string>,
  }
}
const byCode = (code: string, more: Record<string, string> = {}) =>
  trade({ grant_type: 'authorization_code', code, redirect_uri: app, code_verifier: verifier, ...more })
const signIn = async (person: string) => byCode((await ask({ person })).sent.get('code') ?? '')

describe('a person', () => {
  test('is asked for, and led back by their choice', async () => {
    const page = await ask({})
    expect(page.status).toBe(200)
    for (const name of ['Lead', 'Reviewer', 'Ann', 'Ben']) expect(page.text).toContain(`>${name}<`)
    const href = /href="([^"]*person=ann)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const chosen = await fetch(new URL(href, `${url}/authorize`), { redirect: 'manual' })
    expect(chosen.status).toBe(302)
    expect(chosen.headers.get('location')).toMatch(
      /^http:\/\/127\.0\.0\.1:7071\/signed-in\?code=.+&state=s1$/,
    )
  })

  test('is asked in the language of their browser, or in the one that the app asks for', async () => {
    const french = await ask({}, '', 'fr-FR,fr;q=0.9')
    expect(french.text).toContain('<html lang="fr">')
    expect(french.text).toContain('<h1>Qui êtes-vous ?</h1>')
    expect(french.text).toContain('<option value="Labeler">Étiqueteur</option>')
    expect((await ask({ ui_locales: 'en' }, '', 'fr')).text).toContain('<h1>Who are you?</h1>')
    expect((await ask({ client_id: 'other' }, '', 'fr')).text).toContain('Cette application est inconnue')
  })

  test('who is named is not asked', async () => {
    for (const hint of [{ person: 'ben' }, { login_hint: 'ben' }]) {
      const { sent } = await ask(hint)
      const { body } = await byCode(sent.get('code') ?? '')
      expect(decodeJwt(body['id_token'] ?? '')).toMatchObject({ sub: 'ben', name: 'Ben', nonce: 'n1' })
    }
    const { status, text } = await ask({ person: 'rita "R"' })
    expect([status, text.includes('name="new_person" value="rita &quot;R&quot;"')]).toEqual([200, true])
  })

  test('can be added with a role', async () => {
    const { sent } = await ask({ new_person: 'Zoe', new_role: 'Reviewer' })
    const { body } = await byCode(sent.get('code') ?? '')
    expect(decodeJwt(body['access_token'] ?? '')).toMatchObject({
      oid: 'zoe',
      name: 'Zoe',
      roles: ['Labeling.Reviewer'],
    })
    expect((await ask({})).text).toContain('>Zoe<')
  })

  test('is remembered by a cookie, until they are asked again or sign out', async () => {
    const { cookie } = await ask({ person: 'ann' })
    expect(cookie).toMatch(/^etiquette_\w+=\S+; Path=\/local; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
    const own = cookie.split(';')[0] ?? ''
    const silent = await ask({ prompt: 'none' }, `other=1; ${own}`)
    expect(silent.sent.has('code')).toBe(true)
    expect((await ask({ prompt: 'select_account' }, own)).status).toBe(200)
    const out = await fetch(`${url}/logout`)
    expect(out.headers.get('set-cookie')).toMatch(/=; .*Max-Age=0$/)
  })

  test('who is not known is not signed in silently', async () => {
    const forged = `etiquette_${'x'.repeat(8)}=a.b.c`
    for (const cookie of ['', forged])
      expect(Object.fromEntries((await ask({ prompt: 'none' }, cookie)).sent)).toEqual({
        error: 'login_required',
        state: 's1',
      })
  })
})

describe('tokens', () => {
  test('are such as the service verifies', async () => {
    const { status, body } = await signIn('lead')
    expect([status, body['token_type'], body['expires_in']]).toEqual([200, 'Bearer', 3600])
    const key = await importJWK({ ...issuer.jwks.keys[0] })
    const { payload } = await jwtVerify(body['access_token'] ?? '', key, { currentDate: new Date(at) })
    expect(readClaims(payload, { audience: 'api://etiquette', tenant: 'local' })).toMatchObject({
      user: 'lead',
      roles: ['Admin'],
    })
    const idToken = decodeJwt(body['id_token'] ?? '')
    expect(() => readClaims(idToken, { audience: 'api://etiquette', tenant: 'local' })).toThrow()
  })

  test('are renewed by a refresh token that is good once', async () => {
    const { body } = await signIn('ann')
    const form = { grant_type: 'refresh_token', refresh_token: body['refresh_token'] ?? '' }
    const renewed = await trade(form)
    expect(renewed.status).toBe(200)
    expect(decodeJwt(renewed.body['id_token'] ?? '').sub).toBe('ann')
    expect((await trade(form)).body).toMatchObject({ error: 'invalid_grant' })
    expect((await trade({ ...form, refresh_token: renewed.body['refresh_token'] ?? '' })).body).toMatchObject(
      { error: 'invalid_grant' },
    )
  })

  test('end with the session', async () => {
    const { body } = await signIn('ann')
    await fetch(`${url}/logout?id_token_hint=${body['id_token'] ?? ''}`)
    const form = { grant_type: 'refresh_token', refresh_token: body['refresh_token'] ?? '' }
    expect((await trade(form)).status).toBe(400)
  })

  test.each([
    ['another verifier', { code_verifier: 'b'.repeat(43) }],
    ['no verifier', { code_verifier: '' }],
    ['another address', { redirect_uri: `${app}/` }],
    ['another client', { client_id: 'other' }],
    ['another kind', { grant_type: 'password' }],
  ])('are not given for %s', async (_, more) => {
    const { sent } = await ask({ person: 'ann' })
    expect((await byCode(sent.get('code') ?? '', more)).status).toBe(400)
  })

  test('may be read by pages of this machine only', async () => {
    for (const [origin, allowed] of [
      ['http://localhost:5173', 'http://localhost:5173'],
      ['https://example.org', null],
      ['null', null],
    ] as const) {
      const { headers } = await trade({ grant_type: 'x' }, { origin })
      expect(headers.get('access-control-allow-origin')).toBe(allowed)
    }
  })

  test('are refused for a form that is too long, or no form', async () => {
    const long = await trade({ grant_type: 'refresh_token', refresh_token: 'a'.repeat(20_000) })
    expect(long.status).toBe(400)
    const reply = await fetch(`${url}/token`, { method: 'POST', body: '{}' })
    expect(reply.status).toBe(400)
  })
})

describe('a client', () => {
  test.each([
    { redirect_uri: 'https://example.org/signed-in' },
    { redirect_uri: 'http://localhost@example.org/' },
    { client_id: 'other' },
  ])('that is not known is led nowhere: %j', async (parameters) => {
    const { status, location, cookie } = await ask({ person: 'lead', ...parameters })
    expect([status, location, cookie]).toEqual([400, null, ''])
  })

  test.each([
    { response_type: 'token' },
    { code_challenge_method: 'plain' },
    { code_challenge: '' },
    { nonce: 'n'.repeat(3000) },
  ])('that asks wrongly is told so: %j', async (parameters) => {
    const { sent } = await ask({ person: 'lead', ...parameters })
    expect([sent.get('error'), sent.get('state'), sent.get('code')]).toEqual(['invalid_request', 's1', null])
  })

  test('is led to addresses of this machine only after the end', async () => {
    const leave = async (target: string) => {
      const query = new URLSearchParams({ post_logout_redirect_uri: target, state: 's2' })
      return fetch(`${url}/logout?${query.toString()}`, { redirect: 'manual' })
    }
    const back = await leave('http://localhost:5173/signed-out')
    expect(back.headers.get('location')).toBe('http://localhost:5173/signed-out?state=s2')
    expect((await leave('https://example.org/')).headers.get('location')).toBeNull()
  })

  test('finds the endpoints', async () => {
    const document = (await (await fetch(`${url}/.well-known/openid-configuration`)).json()) as object
    expect(document).toMatchObject({
      issuer: 'urn:etiquette:local',
      authorization_endpoint: 'http://127.0.0.1:7071/local/authorize',
      token_endpoint: 'http://127.0.0.1:7071/local/token',
      end_session_endpoint: 'http://127.0.0.1:7071/local/logout',
      code_challenge_methods_supported: ['S256'],
    })
    expect(await (await fetch(`${url}/jwks.json`)).json()).toEqual(issuer.jwks)
  })
})

test.each(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'via'])(
  'nobody signs in through a proxy, which sends %s',
  async (name) => {
    const query = new URLSearchParams({ ...request, person: 'lead' })
    const reply = await fetch(`${url}/authorize?${query.toString()}`, {
      redirect: 'manual',
      headers: { [name]: '192.0.2.1' },
    })
    expect([reply.status, reply.headers.has('location'), reply.headers.has('set-cookie')]).toEqual([
      403,
      false,
      false,
    ])
  },
)

test('other paths and methods are not taken', async () => {
  for (const [method, path] of [
    ['POST', '/authorize'],
    ['HEAD', '/authorize'],
    ['GET', '/token'],
    ['GET', ''],
    ['GET', '/constructor'],
  ])
    expect((await fetch(`${url}${path}`, { method: method ?? 'GET' })).status).toBe(404)
})

test('a cookie ends', async () => {
  const { cookie } = await ask({ person: 'ann' })
  const own = cookie.split(';')[0] ?? ''
  at += 31 * 24 * 3_600_000
  expect((await ask({ prompt: 'none' }, own)).sent.get('error')).toBe('login_required')
})
