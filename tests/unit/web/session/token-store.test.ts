import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { tabStore } from '../../../../web/src/core/browser-store.ts'
import {
  createStateStore,
  createTokenStore,
  hasRefreshToken,
} from '../../../../web/src/session/token-store.ts'
import { blockStorage, createStorage, fillStorage, removeStorage } from '../../../support/web/storage.ts'

beforeEach(() => {
  Object.assign(globalThis, { localStorage: createStorage(), sessionStorage: createStorage() })
})
afterEach(removeStorage)

const user = JSON.stringify({
  access_token: 'opens the API',
  id_token: 'names the person',
  refresh_token: 'for the next one',
  profile: { oid: 'ann', name: 'Ann' },
  expires_at: 2_000_000_000,
})

test('the tab keeps what renews a token, and no token that opens the API', async () => {
  const store = createTokenStore(tabStore)
  await store.set('user', user)
  expect(await store.get('user')).toBe(user)
  const kept = tabStore.read('user') ?? ''
  expect(kept).not.toContain('opens the API')
  expect(kept).not.toContain('names the person')
  expect(JSON.parse(kept)).toMatchObject({
    refresh_token: 'for the next one',
    access_token: '',
    expires_at: 0,
  })
})

test('after a reload the person is there with an ended token', async () => {
  await createTokenStore(tabStore).set('user', user)
  const reloaded = await createTokenStore(tabStore).get('user')
  expect(JSON.parse(reloaded ?? '')).toMatchObject({ profile: { name: 'Ann' }, access_token: '' })
})

test('a sign-out leaves nothing', async () => {
  const store = createTokenStore(tabStore)
  await store.set('user', user)
  await store.remove('user')
  expect(await store.get('user')).toBeNull()
  expect(tabStore.keys()).toEqual([])
})

test('a tab comes in by itself if it has a refresh token', async () => {
  const has = (): boolean => hasRefreshToken(tabStore)
  expect(has()).toBe(false)
  await createTokenStore(tabStore).set('user:issuer:app', user)
  tabStore.write('user:damaged', 'no JSON')
  expect(has()).toBe(true)
  const { refresh_token: _none, ...without }: Record<string, unknown> = JSON.parse(user)
  await createTokenStore(tabStore).set('user:issuer:app', JSON.stringify(without))
  expect(has()).toBe(false)
})

test('a tab without room keeps the token in memory, and none of before', async () => {
  const store = createTokenStore(tabStore)
  await store.set('user', JSON.stringify({ refresh_token: 'of before' }))
  fillStorage('sessionStorage')
  await store.set('user', user)
  expect(await store.get('user')).toBe(user)
  expect(tabStore.keys()).not.toContain('user')
})

test('a browser that keeps nothing has a session as long as the page', async () => {
  blockStorage('sessionStorage')
  const store = createTokenStore(tabStore)
  expect(hasRefreshToken(tabStore)).toBe(false)
  await store.set('user', user)
  expect(await store.get('user')).toBe(user)
  expect(await store.remove('user')).toBe(user)
  expect(await store.get('user')).toBeNull()
})

test.each([
  ['the device', (): void => undefined, 'localStorage'],
  ['the tab if the device has no room', () => fillStorage('localStorage'), 'sessionStorage'],
  ['the tab if the device is blocked', () => blockStorage('localStorage'), 'sessionStorage'],
] as const)('a sign-in that is under way is kept on %s', async (_where, prepare, name) => {
  prepare()
  const store = createStateStore()
  await store.set('one', 'verifier')
  expect(globalThis[name].getItem('oidc.one')).toBe('verifier')
  tabStore.write('another', 'text')
  expect(await store.getAllKeys()).toEqual(['one'])
  expect(await store.get('one')).toBe('verifier')
  expect(await store.remove('one')).toBe('verifier')
  expect(await store.get('one')).toBeNull()
})
