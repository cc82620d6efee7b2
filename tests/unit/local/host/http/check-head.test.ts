import { expect, test } from '@jest/globals'
import { refusalOfHead } from '../../../../../local/host/http/check-head.ts'

const head = (url: string, rawHeaders: readonly string[] = ['Host', 'h']) =>
  refusalOfHead({ method: 'GET', url, httpVersion: '1.1', rawHeaders: [...rawHeaders] })

/** `GET `, ` HTTP/1.1` and the line end. */
const around = 15
const url = (length: number): string => `/${'a'.repeat(length - 1)}`
const headers = (count: number): readonly string[] => Array.from({ length: count }, () => ['a', 'b']).flat()

test.each([
  ['a plain request', head('/'), undefined],
  ['a line of 8 KB', head(url(8192 - around)), undefined],
  ['a line of one byte more', head(url(8193 - around)), 414],
  ['100 headers', head('/', headers(100)), undefined],
  ['101 headers', head('/', headers(101)), 431],
  ['32 KB of headers', head('/', ['a', 'b'.repeat(32_768 - 5)]), undefined],
  ['one byte more', head('/', ['a', 'b'.repeat(32_768 - 4)]), 431],
  ['a NUL in the path', head('/a%00'), 400],
  ['a NUL in the query', head('/a?b=%00'), undefined],
  ['a NUL that is encoded twice', head('/a%2500'), undefined],
  ['a byte beyond ASCII in a header', head('/', ['a', 'b\xe9']), 400],
  ['the last character of ASCII', head('/', ['a', '\x7f']), undefined],
])('%s', (_, status, expected) => {
  expect(status).toBe(expected)
})
