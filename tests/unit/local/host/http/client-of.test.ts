import { Socket } from 'node:net'
import { expect, test } from '@jest/globals'
import { clientOf } from '../../../../../local/host/http/client-of.ts'

const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: '127.0.0.1' })

test.each([
  ['the address of the connection', undefined, '127.0.0.1'],
  ['the address that the proxy saw', '203.0.113.7', '203.0.113.7'],
  ['never what the caller wrote before it', '10.0.0.1, 203.0.113.7', '203.0.113.7'],
  ['the address of the connection if the header is empty', '', '127.0.0.1'],
])('a client is %s', (_, forwarded, expected) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  expect(clientOf({ headers, socket })).toBe(expected)
})
