import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { VerifyToken } from '../../../../src/domain/ports/tokens.ts'
import { createKey, createVerifier, serveKeys, signClaims, type SigningKey } from './issuer.ts'

// The claims that Entra ID issues for the app registration of the guide, `docs/azure.md`.

const claims = z.looseObject({ oid: z.string(), azp: z.string().optional() })
const fixture = (name: string) =>
  claims.parse(JSON.parse(readFileSync(join(__dirname, '../../../fixtures/tokens', `${name}.json`), 'utf8')))

const tenant = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed'
const registration = {
  issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
  audience: '3f0a7c52-6a1b-4a5e-9d0b-8c2e4f6a7b01',
  tenant,
  now: () => 1_795_000_060_000,
}

let key: SigningKey
let server: Awaited<ReturnType<typeof serveKeys>>
let verify: VerifyToken

beforeAll(async () => {
  key = await createKey('k1')
  server = await serveKeys(key)
  verify = createVerifier({ ...registration, jwksUrl: server.jwksUrl })
})
afterAll(() => server.stop())

const bearer = async (name: string, changes: Record<string, unknown> = {}) =>
  `Bearer ${await signClaims(key, { ...fixture(name), ...changes })}`

describe('a token of Entra ID', () => {
  test.each([
    ['person', { roles: ['Labeler'], name: 'Ana Example' }],
    ['program', { roles: ['Admin'], isProgram: true }],
    ['managed-identity', { roles: ['Admin'], isProgram: true }],
    ['program-without-role', { roles: [], isProgram: true }],
  ])('is accepted as its object (%s)', async (name, rest) => {
    expect(await verify(await bearer(name))).toEqual({ user: fixture(name).oid, ...rest })
  })

  test.each([
    ['program-without-idtyp', /optional claim idtyp .*optionalClaims\.accessToken.*get a new token/],
    ['id-token', /no access token.*scope of this API/],
    ['person-v1', /version 1\.0 .*requestedAccessTokenVersion 2/],
    ['program-v1', /version 1\.0 .*requestedAccessTokenVersion 2/],
  ])('is refused with the setting to change (%s)', async (name, message) => {
    await expect(verify(await bearer(name))).rejects.toMatchObject({
      code: 'Unauthenticated',
      message: expect.stringMatching(message),
    })
  })

  test('of version 1.0 is refused so whatever its issuer and audience are', async () => {
    const { issuer: iss, audience: aud } = registration
    const token = await bearer('person-v1', { iss, aud })
    await expect(verify(token)).rejects.toMatchObject({ message: expect.stringContaining('version 1.0') })
  })

  test('is of a program by idtyp alone: that sub and oid are equal does not count', async () => {
    const person = await bearer('person', { scp: undefined, sub: fixture('person').oid })
    await expect(verify(person)).rejects.toMatchObject({ code: 'Unauthenticated' })
  })

  test('of a program needs its client in AUTH_CLIENTS as that of a person does', async () => {
    const { azp = '' } = fixture('program')
    const only = (client: string) =>
      createVerifier({ ...registration, jwksUrl: server.jwksUrl, clients: [client] })
    expect(await only(azp)(await bearer('program'))).toMatchObject({ roles: ['Admin'] })
    await expect(only(azp)(await bearer('managed-identity'))).rejects.toMatchObject({
      message: expect.stringContaining('AUTH_CLIENTS'),
    })
  })
})
