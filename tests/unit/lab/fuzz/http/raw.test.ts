import { expect, test } from '@jest/globals'
import { parseAnswers } from '../../../../../lab/fuzz/http/raw.ts'

const parse = (text: string) => {
  const { answers, rest } = parseAnswers(Buffer.from(text))
  return [...answers.map(({ status, body }) => `${status} ${body}`), rest]
}

test('answers on one connection, by length, by chunks and without a body', () => {
  expect(
    parse(
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nä' +
        'HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n' +
        'HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n',
    ),
  ).toEqual(['200 ä', '404 abcd', '204 ', '400 ', ''])
})

test.each([
  'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab',
  'nonsense',
])('what is no whole answer is left: %j', (text) => {
  expect(parse(text)).toEqual([text])
})
