import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { blockStorage, createStorage, fillStorage, removeStorage } from '../../../support/web/storage.ts'
import { keepTrip, readSignInConfig, takeTrip } from '../../../../web/src/session/app-config.ts'

const config = {
  authority: 'https://issuer.example.com/tenant/',
  clientId: 'web',
  scope: 'api://etiquette/access',
  blobHosts: ['https://*.blob.example.net'],
  local: false,
  version: '1.2.3',
}
const discovery = 'https://issuer.example.com/tenant/.well-known/openid-configuration'
const metadata = { token_endpoint: 'https://issuer.example.com/token' }

const here = 'https://labels.example.com'

/** What is asked for, in that order, and how to answer it. */
const asked: string[] = []
let answers: Record<string, unknown>
const answered = new Map<string, PromiseWithResolvers<void>>()

beforeEach(() => {
  asked.length = 0
  answered.clear()
  answers = { '/app-config.json': config, [discovery]: metadata }
  Object.assign(globalThis, { localStorage: createStorage(), sessionStorage: createStorage() })
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (url) => {
    const name = new URL(url instanceof Request ? url.url : url, here).href.replace(here, '')
    asked.push(name)
    await answered.get(name)?.promise
    if (!(name in answers)) throw new TypeError('Failed to fetch')
    return Response.json(answers[name])
  })
})
afterEach(() => {
  jest.restoreAllMocks()
  removeStorage()
})

test('the first visit asks the service, then the issuer that it names', async () => {
  expect(await readSignInConfig()).toEqual({ ...config, metadata })
  expect(asked).toEqual(['/app-config.json', discovery])
})

test('a later visit asks both at once', async () => {
  await readSignInConfig()
  asked.length = 0
  answered.set('/app-config.json', Promise.withResolvers())
  const reading = readSignInConfig()
  expect(asked.toSorted()).toEqual(['/app-config.json', discovery])
  answered.get('/app-config.json')?.resolve()
  expect(await reading).toEqual({ ...config, metadata })
  expect(asked).toHaveLength(2)
})

test('an issuer that is another one now is asked, and not the former one believed', async () => {
  await readSignInConfig()
  const moved = 'https://other.example.com'
  const other = { token_endpoint: `${moved}/token` }
  answers['/app-config.json'] = { ...config, authority: moved }
  answers[`${moved}/.well-known/openid-configuration`] = other
  expect(await readSignInConfig()).toEqual({ ...config, authority: moved, metadata: other })
})

test('without a network the settings of the last time hold, without endpoints', async () => {
  await readSignInConfig()
  answers = {}
  expect(await readSignInConfig()).toEqual(config)
})

test('without a network and a former visit there are none', async () => {
  answers = {}
  await expect(readSignInConfig()).rejects.toThrow('Failed to fetch')
})

test('an issuer that does not answer leaves its endpoints open', async () => {
  delete answers[discovery]
  expect(await readSignInConfig()).toEqual(config)
})

test('the way back from the issuer has what the way there began with, once', () => {
  const trip = { config: { ...config, metadata }, to: '/p/dogs/label' }
  expect(takeTrip()).toBeUndefined()
  keepTrip(trip)
  expect(takeTrip()).toEqual(trip)
  expect(takeTrip()).toBeUndefined()
})

test.each([
  ['full', fillStorage],
  ['blocked', blockStorage],
] as const)('a storage that is %s stops no start', async (_why, spoil) => {
  spoil('localStorage')
  spoil('sessionStorage')
  expect(await readSignInConfig()).toEqual({ ...config, metadata })
  keepTrip({ config, to: '/' })
  expect(takeTrip()).toBeUndefined()
})

test('a visit that cannot be kept leaves no earlier one', () => {
  keepTrip({ config, to: '/p/earlier' })
  fillStorage('sessionStorage')
  keepTrip({ config, to: '/p/later' })
  expect(takeTrip()).toBeUndefined()
})

test.each(['{', '{}', '"text"'])('%s, kept by another version, counts as nothing', async (kept) => {
  localStorage.setItem('etiquette.app-config', kept)
  sessionStorage.setItem('etiquette.trip', JSON.stringify({ config: {}, to: '/' }))
  expect(await readSignInConfig()).toEqual({ ...config, metadata })
  expect(takeTrip()).toBeUndefined()
})
