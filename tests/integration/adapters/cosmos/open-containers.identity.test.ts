import { describe, expect, it } from '@jest/globals'
import { createCosmosStore, type CosmosOptions } from '../../../../src/adapters/cosmos/cosmos-store.ts'
import { createEngineGateway } from '../../../support/engine-gateway.ts'
import type { HttpClient } from '../../../../local/cosmos-gateway/http.ts'

const open = (
  getToken: () => Promise<{ token: string; expiresOnTimestamp: number }>,
  deadlines: CosmosOptions['deadlines'] = {},
) => {
  const scopes: (string | string[])[] = []
  const signs: (string | undefined)[] = []
  const gateway = createEngineGateway({ now: Date.now })
  const httpClient: HttpClient = {
    sendRequest: async (request) => {
      signs.push(request.headers.get('authorization'))
      return gateway.httpClient.sendRequest(request)
    },
  }
  const credential = {
    getToken: async (scope: string | string[]) => {
      scopes.push(scope)
      return getToken()
    },
  }
  const store = createCosmosStore({
    endpoint: 'https://account.documents.azure.test:443/',
    access: { credential },
    database: 'etiquette',
    httpClient,
    sleep: async () => {},
    deadlines,
  })
  return { store, scopes, signs, gateway }
}

const document = { id: 'a', kind: 'item' }

describe('an identity instead of a key', () => {
  it('signs each request with one token for the account', async () => {
    const expiresOnTimestamp = Date.now() + 3_600_000
    const { store, scopes, signs, gateway } = open(async () => ({ token: 'a-token', expiresOnTimestamp }))
    await store.batch('items', 'p', [{ type: 'create', document }])
    expect(await store.read('items', 'p', 'a')).toMatchObject({ document })
    expect(scopes).toEqual([['https://account.documents.azure.test/.default']])
    expect(signs).toEqual(signs.map(() => 'type=aad&ver=1.0&sig=a-token'))
    expect(gateway.complaints).toEqual([])
  })

  it.each([
    ['cannot get a token', async () => Promise.reject(new Error('secret-of-the-tenant'))],
    ['waits for a token for ever', async () => new Promise<never>(() => {})],
  ])('that %s is a store that cannot be used', async (_, getToken) => {
    const { store, signs } = open(getToken, { attempt: 30, read: 100, write: 100 })
    for (const call of [
      async () => store.read('items', 'p', 'a'),
      async () => store.batch('items', 'p', [{ type: 'create', document }]),
      async () => store.query('items', 'p', { where: [], orderBy: 'queue', limit: 5 }),
      async () => store.ping(),
    ]) {
      const error: unknown = await call().catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'ServiceUnavailable' })
      expect(`${String(error)} ${String((error as Error).cause)}`).not.toContain('secret')
    }
    expect(signs).toEqual([])
  })
})
