import * as fc from 'fast-check'

/** Bytes on a connection that no proper client would send, or only seldom. */
export interface RawRequest {
  readonly bytes: Buffer
  /** How many answers there must be; undefined where the server may stop anywhere. */
  readonly answers: number | undefined
}

const body = '{"size":1}'

const lines = fc.constantFrom(
  'GET /api/health HTTP/1.1',
  'GET /api/health HTTP/1.0',
  'GET /api/health HTTP/0.9',
  'GET /api/health HTTP/2.0',
  'GET /api/health HTTP/9.9',
  'GET /api/health',
  'get /api/health HTTP/1.1',
  'GET  /api/health HTTP/1.1',
  'GET /api/he alth HTTP/1.1',
  'GET http://evil.example/api/health HTTP/1.1',
  'GET //evil.example/api/health HTTP/1.1',
  'GET api/health HTTP/1.1',
  'GET * HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  'CONNECT evil.example:443 HTTP/1.1',
  'POST /api/projects/alpha/pages HTTP/1.1',
  'POST /admin/functions/resumeOperations HTTP/1.1',
  'GET /runtime/webhooks/durabletask/instances HTTP/1.1',
  'DELETE /api/projects/alpha/members/.. HTTP/1.1',
  'PUT /api/projects/\xff\x00 HTTP/1.1',
  `GET /api/${'a'.repeat(20_000)} HTTP/1.1`,
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'PRI * HTTP/2.0',
  '',
)

const headerLines = fc.constantFrom(
  'Host: localhost',
  'Host: evil.example',
  'Origin: https://evil.example',
  'X-Forwarded-Host: evil.example',
  'Host:',
  'Content-Length: 10',
  'Content-Length: 10',
  'Content-Length: 11',
  'Content-Length: 5',
  'Content-Length: -1',
  'Content-Length: 1e1',
  'Content-Length: 99999999999999999999',
  'Content-Length: 10, 10',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: Chunked',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: identity',
  'Transfer-Encoding : chunked',
  'Transfer-Encoding: xchunked',
  'Content-Type: application/json',
  'Content-Type: text/plain',
  'Authorization: Bearer a.b.c',
  'Authorization: Bearer a.b.c',
  'If-Match: "a"',
  'If-Match: "b"',
  'Idempotency-Key: a',
  'Expect: 100-continue',
  'Expect: 200-ok',
  'Upgrade: websocket',
  'Upgrade: h2c',
  'Connection: Upgrade, HTTP2-Settings',
  'Connection: close',
  'Connection: keep-alive',
  'Keep-Alive: timeout=1000',
  ' folded: line',
  'no colon',
  ': no name',
  'x\x00y: 1',
  'x: \x00',
  'x: a\rb',
  'x: \xff\xfe',
  `x: ${'a'.repeat(20_000)}`,
  'Trailer: x',
  'TE: trailers',
)

const bodies = fc.constantFrom(
  '',
  body,
  body.slice(0, 4),
  `a\r\n${body}\r\n0\r\n\r\n`,
  `a\r\n${body}\r\n`,
  `zz\r\n${body}\r\n0\r\n\r\n`,
  `ffffffffffffffff\r\n${body}\r\n0\r\n\r\n`,
  `a;ext=${'x'.repeat(100)}\r\n${body}\r\n0\r\n\r\n`,
  `a;ext=${'x'.repeat(20_000)}\r\n${body}\r\n0\r\n\r\n`,
  `a\r\n${body}\r\n0\r\nx: trailer\r\n\r\n`,
  `-a\r\n${body}\r\n0\r\n\r\n`,
  `${body}GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n`,
  `${'1\r\n \r\n'.repeat(3000)}0\r\n\r\n`,
)

const end = fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r', '')

const broken = fc
  .tuple(lines, fc.array(headerLines, { maxLength: 5 }), fc.boolean(), end, bodies)
  .map(([line, headers, proper, newline, text]): RawRequest => ({
    bytes: Buffer.from(
      [line, ...(proper ? ['Host: localhost'] : []), ...headers, '', text].join(newline),
      'latin1',
    ),
    answers: undefined,
  }))

const proper: readonly string[] = [
  'GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'GET /api/projects HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'DELETE /api/projects/none HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n',
  `POST /api/projects/none/pages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n${body}`,
  `POST /api/projects/none/pages HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\na\r\n${body}\r\n0\r\n\r\n`,
  'GET /api/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n',
]

/** Proper requests sent at once on one connection: each is answered. */
const pipelined = fc
  .array(fc.constantFrom(...proper), { minLength: 2, maxLength: 8 })
  .map((all): RawRequest => ({ bytes: Buffer.from(all.join(''), 'latin1'), answers: all.length }))

const garbage = fc
  .uint8Array({ minLength: 1, maxLength: 200 })
  .map((bytes): RawRequest => ({ bytes: Buffer.from(bytes), answers: undefined }))

export const rawRequest: fc.Arbitrary<RawRequest> = fc.oneof(
  { weight: 6, arbitrary: broken },
  { weight: 2, arbitrary: pipelined },
  { weight: 1, arbitrary: garbage },
)
