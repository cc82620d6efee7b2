import { expect, test } from '@jest/globals'
import { statusOfParserError } from '../../../../../local/host/http/answer-broken-request.ts'

const failure = (code: string, text = '', bytesParsed = 0) =>
  Object.assign(new Error('broken'), { code, rawPacket: Buffer.from(text, 'latin1'), bytesParsed })

const method = (text: string, bytesParsed = 0) => failure('HPE_INVALID_METHOD', text, bytesParsed)
const line = (name: string) => `${name} /api/x HTTP/1.1\r\nHost: h\r\n\r\n`

test.each([
  ['a method that nobody knows', method(line('FOO'), 1), 404],
  ['the same, after another request', method(`${line('GET')}${line('FOO')}`, line('GET').length + 1), 404],
  ['a method in lower case', method(line('get')), 400],
  ['no request line', method('nonsense\r\n\r\n'), 400],
  ['another protocol', method('FOO /api/x SMTP/1.1\r\n'), 400],
  ['a URL without an end', failure('HPE_HEADER_OVERFLOW', `GET /${'a'.repeat(9000)}`), 414],
  ['headers without an end', failure('HPE_HEADER_OVERFLOW', `GET / HTTP/1.1\r\na: ${'b'.repeat(9000)}`), 431],
  ['a head that does not arrive', failure('ERR_HTTP_REQUEST_TIMEOUT'), 408],
  ['a header of no form', failure('HPE_INVALID_HEADER_TOKEN'), 400],
])('%s', (_, error, status) => {
  expect(statusOfParserError(error, false)).toBe(status)
})

test('a body that breaks is the failure of its function, except where its end cannot be known', () => {
  for (const code of ['HPE_INVALID_CHUNK_SIZE', 'HPE_STRICT', 'HPE_INVALID_EOF_STATE'])
    expect(statusOfParserError(failure(code), true)).toBe(500)
  expect(statusOfParserError(failure('HPE_INVALID_TRANSFER_ENCODING'), true)).toBe(400)
})
