import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SentRequest } from './http.ts'

/** Whether a request for documents is signed with the account's key, as Cosmos DB's REST API has it. */
export const isSigned = (key: string, { method, url, headers }: SentRequest): boolean => {
  const resource = decodeURIComponent(new URL(url).pathname.slice(1))
  // Who makes a document signs for its container.
  const signed = method === 'GET' ? resource : resource.replace(/\/docs$/, '')
  const date = headers.get('x-ms-date') ?? ''
  const text = [method.toLowerCase(), 'docs', signed, date.toLowerCase(), '', ''].join('\n')
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64')
  const expected = Buffer.from(encodeURIComponent(`type=master&ver=1.0&sig=${signature}`))
  const given = Buffer.from(headers.get('authorization') ?? '')
  return expected.byteLength === given.byteLength && timingSafeEqual(expected, given)
}
