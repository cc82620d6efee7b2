import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  isOwnOrigin,
  toPresentContainerUrl,
  toStoredContainerUrl,
  withPresentUrl,
  withStoredUrl,
} from '../../../../../src/domain/model/datastores/own-account.ts'
import { checkProperty } from '../../../../support/property.ts'

const account = { emulator: 'http://127.0.0.1:20002/etiquette' }

describe("a container in the emulator's account", () => {
  it.each([
    'http://127.0.0.1:20001/etiquette/photos',
    'http://127.0.0.1/etiquette/photos',
    'http://localhost:10000/etiquette/photos',
    'http://[::1]:9/etiquette/photos',
  ])('%s is the same container, stored without a port and shown with the present one', (url) => {
    expect(toStoredContainerUrl(url, account)).toBe('http://127.0.0.1/etiquette/photos')
    expect(toPresentContainerUrl(url, account)).toBe('http://127.0.0.1:20002/etiquette/photos')
  })

  it('is the same whatever the port was and is', async () => {
    const port = fc.integer({ min: 1, max: 65_535 }).filter((n) => n !== 80)
    await checkProperty(
      'own-account',
      fc.property(port, port, (then, now) => {
        const [before, after] = [then, now].map((n) => ({ emulator: `http://127.0.0.1:${n}/etiquette` }))
        const stored = toStoredContainerUrl(`${before?.emulator}/photos`, before ?? {})
        expect(toPresentContainerUrl(stored, after ?? {})).toBe(`${after?.emulator}/photos`)
        expect(toStoredContainerUrl(`${before?.emulator}/photos`, after ?? {})).toBe(stored)
      }),
    )
  })
})

it.each([
  ['http://127.0.0.1:20002', true],
  ['http://localhost:20002', true],
  ['http://[::1]:20002', true],
  ['http://localhost:20003', false],
  ['http://localhost', false],
  ['https://localhost:20002', false],
  ['http://localhost.example.org:20002', false],
  ['https://contoso.blob.core.windows.net', false],
  ['no URL', false],
])('%s is this machine at the port of the emulator: %s', (origin, own) => {
  expect(isOwnOrigin(origin, account)).toBe(own)
  expect(isOwnOrigin(origin, { emulator: 'http://localhost:20002/etiquette' })).toBe(own)
  expect(isOwnOrigin(origin, {})).toBe(false)
})

describe.each([
  ['with an emulator', account],
  ['without an emulator', {}],
])('any other URL, %s', (_, own) => {
  it.each([
    'https://contoso.blob.core.windows.net/photos',
    'https://127.0.0.1:20001/etiquette/photos',
    'http://127.0.0.1:20001/other/photos',
    'http://127.0.0.1:20001/etiquettes/photos',
    'http://127.0.0.1.example.org/etiquette/photos',
    'not a URL',
  ])('%s stays as it is', (url) => {
    expect(toStoredContainerUrl(url, own)).toBe(url)
    expect(toPresentContainerUrl(url, own)).toBe(url)
  })
})

it('documents keep their other fields', () => {
  const document = { id: 'a', containerUrl: 'http://127.0.0.1:1/etiquette/photos' }
  expect(withStoredUrl(document, account)).toEqual({
    id: 'a',
    containerUrl: 'http://127.0.0.1/etiquette/photos',
  })
  expect(withPresentUrl(document, account)).toEqual({
    id: 'a',
    containerUrl: 'http://127.0.0.1:20002/etiquette/photos',
  })
})
