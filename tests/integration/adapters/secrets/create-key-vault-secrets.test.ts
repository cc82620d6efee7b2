import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { inspect } from 'node:util'
import { createKeyVaultSecrets } from '../../../../src/adapters/secrets/create-key-vault-secrets.ts'
import type { KeyVaultOptions } from '../../../../src/adapters/secrets/create-key-vault-secrets.ts'
import type { SecretStore } from '../../../../src/domain/ports/secrets.ts'
import { loopbackClient } from '../../../support/key-vault/loopback-client.ts'
import { startVault, vaultUrl } from '../../../support/key-vault/vault.ts'
import type { Vault } from '../../../support/key-vault/vault.ts'

const token = 'sv=2025-01-05&sr=c&sp=rl&sig=aVerySecretSignature%3D'
const credential = {
  getToken: async () => ({ token: 'a token', expiresOnTimestamp: Date.now() + 3_600_000 }),
}
let vault: Vault
let secrets: SecretStore

const open = (options: Partial<KeyVaultOptions> = {}): SecretStore =>
  createKeyVaultSecrets({
    vaultUrl,
    credential,
    deadlines: { call: 60_000, pause: 1, retry: 1 },
    httpClient: loopbackClient(vault.origin),
    ...options,
  })

const failureOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

beforeEach(async () => {
  vault = await startVault()
  secrets = open()
})
afterEach(() => vault.stop())

describe('secrets in a vault', () => {
  test('what is put is got, replaced and deleted', async () => {
    expect(await secrets.get('pets')).toBeUndefined()
    await secrets.put('pets', token)
    expect(await secrets.get('pets')).toBe(token)
    await secrets.put('pets', 'another 🐈')
    expect(await open().get('pets')).toBe('another 🐈')
    await secrets.delete('pets')
    await secrets.delete('pets')
    expect(await secrets.get('pets')).toBeUndefined()
    expect(vault.deleted).toEqual(new Set(['pets']))
  })

  test('a name that was deleted can be used again', async () => {
    await secrets.put('pets', token)
    await secrets.delete('pets')
    await secrets.put('pets', 'new')
    expect(await secrets.get('pets')).toBe('new')
    expect(vault.deleted.size).toBe(0)
  })

  test('no value is sent before the vault has asked for a token, and none is lost at the start', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `s${index}`)
    await Promise.all(names.map((name) => secrets.put(name, `value of ${name}`)))
    for (const name of names) expect(vault.versions.get(name)).toEqual([`value of ${name}`])
    expect(vault.requests.filter(({ authorized, body }) => !authorized && body !== '')).toEqual([])
  })

  test('what passes is tried again', async () => {
    vault.faults.push({ status: 429, headers: { 'retry-after': '0' } }, { status: 503 })
    await secrets.put('pets', token)
    vault.faults.push({ status: 500 })
    expect(await secrets.get('pets')).toBe(token)
  })
})

describe('a vault that does not answer as it should', () => {
  const operations: readonly [string, (on: SecretStore) => Promise<unknown>][] = [
    ['get', (on) => on.get('pets')],
    ['put', (on) => on.put('pets', token)],
    ['delete', (on) => on.delete('pets')],
  ]
  const hasty = () => open({ deadlines: { call: 100, pause: 1, retry: 1 } })

  test.each(operations)('%s ends in time, and as unavailable, when the vault hangs', async (_, call) => {
    vault.faults.push('hang', 'hang', 'hang', 'hang')
    const error = await failureOf(call(hasty()))
    expect(error).toMatchObject({ code: 'ServiceUnavailable', retryAfter: 2 })
    expect(inspect(error)).toContain('DeadlineExceeded')
  })

  test.each(operations)('%s gives up when it is told to wait for longer than it may', async (_, call) => {
    vault.faults.push({ status: 429, headers: { 'retry-after': '60' } })
    const error = await failureOf(call(hasty()))
    expect(error).toMatchObject({ code: 'ServiceUnavailable', retryAfter: 2 })
    expect(inspect(error)).toContain('DeadlineExceeded')
  })

  test.each(operations)('%s says that an operator has to look when it is refused', async (_, call) => {
    vault.faults.push({ status: 403 })
    const error = await failureOf(call(secrets))
    expect(error).toMatchObject({ code: 'ServiceUnavailable', retryAfter: 30 })
    expect(inspect(error)).toContain('403 Fault')
    expect(inspect(error)).not.toContain('a fault')
  })

  test('nothing of a value is in an error, even if the vault repeats it', async () => {
    await secrets.get('pets')
    for (const status of [400, 403, 500]) {
      vault.faults.push({ status: 404 }, ...Array.from({ length: 3 }, () => ({ status, echo: true })))
      const error = await failureOf(secrets.put('pets', token))
      expect(error).toMatchObject({ code: 'ServiceUnavailable' })
      expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(
        /aVerySecret|You sent|Bearer|a token/,
      )
      vault.faults.length = 0
    }
  })

  test('an identity that is not there, and a vault that is not there', async () => {
    const noIdentity = {
      getToken: async () => {
        throw Object.assign(new Error('no identity here'), { name: 'CredentialUnavailableError' })
      },
    }
    const refused = await failureOf(open({ credential: noIdentity }).get('pets'))
    expect(refused).toMatchObject({ code: 'ServiceUnavailable', retryAfter: 30 })
    const gone = open({ httpClient: loopbackClient('http://127.0.0.1:1') })
    expect(await failureOf(gone.get('pets'))).toMatchObject({ code: 'ServiceUnavailable', retryAfter: 2 })
  })
})
