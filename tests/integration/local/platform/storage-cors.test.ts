import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startBreakableStorage, type BreakableStorage } from '../../../../tools/breakable-storage.ts'
import { allowOrigins } from '../../../../local/platform/storage-cors.ts'

let storage: BreakableStorage
beforeAll(async () => {
  storage = await startBreakableStorage()
})
afterAll(() => storage.stop())

const allow = (origins: string, keepOthers: boolean) =>
  allowOrigins(
    { serviceUrl: storage.blobServiceUrl, name: storage.blobAccountName, key: storage.blobAccountKey },
    { origins, keepOthers },
  )

/** Whether a page of this origin may send this request. */
const mayAsk = async (origin: string, method: string): Promise<boolean> => {
  const headers = {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': 'range',
  }
  return (await fetch(`${storage.blobServiceUrl}/images/a.png`, { method: 'OPTIONS', headers })).ok
}

test('pages of the origins of the service read files, and change none', async () => {
  expect(await mayAsk('https://labels.example.org', 'GET')).toBe(false)
  await allow('https://labels.example.org', false)
  expect(await mayAsk('https://labels.example.org', 'GET')).toBe(true)
  expect(await mayAsk('https://labels.example.org', 'DELETE')).toBe(false)
  expect(await mayAsk('https://other.example.org', 'GET')).toBe(false)
})

test('rules of an emulator that others use stay, and those of the local storage follow the setting', async () => {
  await allow('https://labels.example.org', false)
  await allow('https://other.example.org', true)
  expect(await mayAsk('https://labels.example.org', 'GET')).toBe(true)
  expect(await mayAsk('https://other.example.org', 'GET')).toBe(false)
  await allow('http://localhost:*', false)
  expect(await mayAsk('http://localhost:5173', 'PUT')).toBe(true)
  await allow('', false)
  expect(await mayAsk('http://localhost:5173', 'GET')).toBe(false)
})
