import { expect, test } from '@jest/globals'
import { createTokenStore, hasRefreshToken } from '../../../../web/src/session/token-store.ts'

const createTab = () => {
  const stored = new Map<string, string>()
  return {
    stored,
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  }
}

const user = JSON.stringify({
  access_token: 'opens the API',
  id_token: 'names the person',
  refresh_token: 'for the next one',
  profile: { oid: 'ann', name: 'Ann' },
  expires_at: 2_000_000_000,
})

test('the tab keeps what renews a token, and no token that opens the API', async () => {
  const tab = createTab()
  const store = createTokenStore(tab)
  await store.set('user', user)
  expect(await store.get('user')).toBe(user)
  const [kept = ''] = tab.stored.values()
  expect(kept).not.toContain('opens the API')
  expect(kept).not.toContain('names the person')
  expect(JSON.parse(kept)).toMatchObject({
    refresh_token: 'for the next one',
    access_token: '',
    expires_at: 0,
  })
})

test('after a reload the person is there with an ended token', async () => {
  const tab = createTab()
  await createTokenStore(tab).set('user', user)
  const reloaded = await createTokenStore(tab).get('user')
  expect(JSON.parse(reloaded ?? '')).toMatchObject({ profile: { name: 'Ann' }, access_token: '' })
})

test('a sign-out leaves nothing', async () => {
  const tab = createTab()
  const store = createTokenStore(tab)
  await store.set('user', user)
  await store.remove('user')
  expect(await store.get('user')).toBeNull()
  expect(tab.stored.size).toBe(0)
})

test('a tab comes in by itself if it has a refresh token', async () => {
  const tab = createTab()
  const has = (): boolean => hasRefreshToken(Object.fromEntries(tab.stored))
  expect(has()).toBe(false)
  await createTokenStore(tab).set('user:issuer:app', user)
  tab.setItem('another', 'no JSON')
  expect(has()).toBe(true)
  const { refresh_token: _none, ...without }: Record<string, unknown> = JSON.parse(user)
  await createTokenStore(tab).set('user:issuer:app', JSON.stringify(without))
  expect(has()).toBe(false)
})
