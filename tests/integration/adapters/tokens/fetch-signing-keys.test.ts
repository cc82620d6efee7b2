import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { VerifyToken } from '../../../../src/domain/ports/tokens.ts'
import { createKey, createVerifier, oid, serveKeys, sign } from './issuer.ts'
import type { SigningKey } from './issuer.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

let key: SigningKey
let next: SigningKey
let server: Awaited<ReturnType<typeof serveKeys>>
let clock: number
let logged: string[]
let verify: VerifyToken
let serial = 0

beforeAll(async () => {
  key = await createKey('k1')
  next = await createKey('k2')
})
beforeEach(async () => {
  server = await serveKeys(key)
  clock = 2_000_000_000_000
  logged = []
  verify = createVerifier({
    jwksUrl: server.jwksUrl,
    now: () => clock,
    log: (level, message) => void logged.push(`${level}: ${message}`),
  })
})
afterEach(() => server.stop())

/** A new token each time: one that is remembered would not need a key. */
const tokenOf = async (by: SigningKey, header = {}) => {
  serial += 1
  const at = Math.floor(clock / second)
  return `Bearer ${await sign(by, { nbf: at, exp: at + 600, serial }, header)}`
}
const tryWith = async (by: SigningKey, header = {}): Promise<string> => {
  const outcome: unknown = await verify(await tokenOf(by, header)).catch((error: unknown) => error)
  if (!(outcome instanceof Error)) return (outcome as { user: string }).user
  return 'code' in outcome ? String(outcome.code) : outcome.message
}

test('are fetched once for many tokens', async () => {
  const tokens = await Promise.all(Array.from({ length: 20 }, () => tokenOf(key)))
  const verified = await Promise.all(tokens.map((token) => verify(token)))
  expect(new Set(verified.map(({ user }) => user))).toEqual(new Set([oid]))
  expect(server.state.fetches).toBe(1)
})

test('are not fetched for each unknown key, but once in 30 seconds', async () => {
  const flood = async () => {
    const tokens = await Promise.all(
      Array.from({ length: 10 }, (_, n) => tokenOf(key, { kid: `unknown ${n}` })),
    )
    const outcomes = await Promise.allSettled(tokens.map((token) => verify(token)))
    expect(outcomes.map(({ status }) => status)).toEqual(tokens.map(() => 'rejected'))
    expect(await tryWith(key, { kid: 'unknown' })).toBe('Unauthenticated')
    return server.state.fetches
  }
  expect(await flood()).toBe(1)
  clock += 29 * second
  expect(await flood()).toBe(1)
  clock += second
  expect(await flood()).toBe(2)
  clock += 29 * second
  expect(await flood()).toBe(2)
})

test('rotate without a restart', async () => {
  expect(await tryWith(key)).toBe(oid)
  server.state.published = [key, next]
  clock += 31 * second
  expect(await tryWith(next)).toBe(oid)
  expect(await tryWith(key)).toBe(oid)
  expect(server.state.fetches).toBe(2)
})

test('that are withdrawn stop working within the hour, and not for the tokens of the others', async () => {
  server.state.published = [key, next]
  expect(await tryWith(key)).toBe(oid)
  server.state.published = [next]
  clock += hour - 1
  expect(await tryWith(key)).toBe(oid)
  clock += 1
  expect(await tryWith(key)).toBe('Unauthenticated')
  expect(await tryWith(next)).toBe(oid)
  expect(server.state.fetches).toBe(2)
})

test('that are withdrawn do not outlive the minute for which a checked token is remembered', async () => {
  const token = await tokenOf(key)
  await verify(token)
  clock += hour - 10 * second
  const last = await tokenOf(key)
  await verify(last)
  server.state.published = [next]
  clock += 61 * second
  await expect(verify(last)).rejects.toThrow('does not publish')
})

describe('in an outage of the issuer', () => {
  test('the last known keys hold for a day, and a warning says so', async () => {
    expect(await tryWith(key)).toBe(oid)
    server.state.broken = true
    clock += hour
    expect(await tryWith(key)).toBe(oid)
    expect(logged).toEqual([expect.stringMatching(/^Warning: .*cannot be fetched/)])
    clock += 23 * hour - 1
    expect(await tryWith(key)).toBe(oid)
    clock += 1
    expect(await tryWith(key)).toBe('ServiceUnavailable')
    server.state.broken = false
    expect(await tryWith(key)).toBe(oid)
  })

  test('it is asked once in 30 seconds', async () => {
    await tryWith(key)
    server.state.broken = true
    clock += hour
    for (let n = 0; n < 5; n += 1) expect(await tryWith(key)).toBe(oid)
    expect(server.state.fetches).toBe(2)
    clock += 30 * second
    expect(await tryWith(key)).toBe(oid)
    expect(server.state.fetches).toBe(3)
  })

  test('a key that is not known may be a new one: nobody is told that their token is wrong', async () => {
    await tryWith(key)
    server.state.broken = true
    server.state.published = [key, next]
    clock += 30 * second
    expect(await tryWith(next)).toBe('ServiceUnavailable')
    expect(await tryWith(next)).toBe('ServiceUnavailable')
    expect(server.state.fetches).toBe(2)
    server.state.broken = false
    clock += 30 * second
    expect(await tryWith(next)).toBe(oid)
  })

  test('without any known key it is the fault of nobody who calls', async () => {
    server.state.broken = true
    await expect(verify(await tokenOf(key))).rejects.toMatchObject({
      code: 'ServiceUnavailable',
      retryAfter: 5,
    })
    server.state.broken = false
    expect(await tryWith(key)).toBe(oid)
    const nobody = createVerifier({ jwksUrl: 'http://127.0.0.1:1/keys', now: () => clock })
    await expect(nobody(await tokenOf(key))).rejects.toMatchObject({ code: 'ServiceUnavailable' })
  })
})

test('can be in the URL itself: a burst of first requests needs no server', async () => {
  const content = Buffer.from(JSON.stringify({ keys: [key.publicJwk] })).toString('base64')
  server.stop()
  verify = createVerifier({ jwksUrl: `data:application/json;base64,${content}`, now: () => clock })
  const tokens = await Promise.all(Array.from({ length: 200 }, () => tokenOf(key)))
  const verified = await Promise.all(tokens.map((token) => verify(token)))
  expect(new Set(verified.map(({ user }) => user))).toEqual(new Set([oid]))
  expect(await tryWith(next)).toBe('Unauthenticated')
  clock += 2 * hour
  expect(await tryWith(key)).toBe(oid)
})

test('are fetched anew when the clock went back, and new ones are found then', async () => {
  expect(await tryWith(key)).toBe(oid)
  server.state.published = [next]
  clock -= 2 * hour
  expect(await tryWith(next)).toBe(oid)
  expect(await tryWith(key)).toBe('Unauthenticated')
  expect(server.state.fetches).toBe(2)
})
