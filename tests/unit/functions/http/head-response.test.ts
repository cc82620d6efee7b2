import { expect, it } from '@jest/globals'
import { withoutBodyOfHead } from '../../../../src/functions/http/head-response.ts'

const head = { method: 'HEAD' }

it.each([
  ['text, by its bytes', '{"name":"雨"}', '14'],
  ['bytes', new Uint8Array(7), '7'],
])('the length is that of the body: %s', (_, body, length) => {
  expect(withoutBodyOfHead(head, { status: 200, headers: { etag: '"e"' }, body })).toEqual({
    status: 200,
    headers: { etag: '"e"', 'content-length': length },
  })
})

it('a length without a body stays, and none is made up', () => {
  const headers = { 'content-length': '9' }
  expect(withoutBodyOfHead(head, { status: 200, headers })).toEqual({ status: 200, headers })
  expect(withoutBodyOfHead(head, { status: 304, headers: {} })).toEqual({ status: 304, headers: {} })
})

it('the response of another method is as it was', () => {
  const response = { status: 200, headers: {}, body: 'x' }
  expect(withoutBodyOfHead({ method: 'GET' }, response)).toBe(response)
})
