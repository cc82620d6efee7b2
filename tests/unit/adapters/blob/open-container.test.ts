import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { StorageSharedKeyCredential } from '@azure/storage-blob'
import fc from 'fast-check'
import { operatorAgents } from '../../../../src/adapters/blob/agents.ts'
import { openEmulator } from '../../../../src/adapters/blob/emulator.ts'
import { openContainer } from '../../../../src/adapters/blob/open-container.ts'
import { checkProperty } from '../../../support/property.ts'

const containerUrls = [
  'https://contoso.blob.core.windows.net/photos',
  'http://127.0.0.1:10000/account/photos',
]

const openAnonymously = (url: string) =>
  openContainer(url, { type: 'Anonymous' }, operatorAgents(url), {}, (error) => error)

const paths = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.constantFrom("it's #1", '100% ?', '%2e%2e', 'a+b', '😀', 'a\\b', '~', '(x)!*'),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((segments) => segments.join('/'))
  .filter((path) => path.isWellFormed() && !path.split('/').some((one) => one === '.' || one === '..'))

describe("a file's URL", () => {
  it.each(containerUrls)('is the one that the SDK gives it in %s', async (containerUrl) => {
    const container = openAnonymously(containerUrl)
    await checkProperty(
      'blob-url',
      fc.property(paths, (path) => {
        expect(container.url(path)).toBe(container.blob(path).url)
      }),
    )
  })

  it.each(['', '.', 'a/../b', 'a/./b', '\ud800'])('does not exist for %j', (path) => {
    const container = openAnonymously('https://contoso.blob.core.windows.net/photos')
    expect(() => container.url(path)).toThrow('No file can have this path')
  })
})

describe("the emulator's credential", () => {
  it('signs as the SDK does', async () => {
    const accountKey = Buffer.from('a key of the emulator').toString('base64')
    const accountUrl = 'http://127.0.0.1:10000/account'
    const { credential } = openEmulator({ accountUrl, accountName: 'account', accountKey })
    const plain = new StorageSharedKeyCredential('account', accountKey)
    await checkProperty(
      'emulator-signature',
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(credential.computeHMACSHA256(text)).toBe(plain.computeHMACSHA256(text))
      }),
    )
  })
})

describe('a call of a container', () => {
  afterEach(() => {
    jest.useRealTimers()
  })

  it.each([
    [{ deadlines: { call: 50 } }, 50],
    [{}, 10_000],
  ])('with %j ends after %i ms', async (timing, deadline) => {
    jest.useFakeTimers()
    const url = 'http://127.0.0.1:10000/account/photos'
    const container = openContainer(url, { type: 'Anonymous' }, operatorAgents(url), timing, (error) => error)
    const call = container.call('call', () => new Promise(() => {}))
    const refusal = expect(call).rejects.toThrow(`No answer within ${deadline} ms`)
    await jest.advanceTimersByTimeAsync(deadline)
    await refusal
  })
})
