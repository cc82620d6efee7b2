import * as fc from 'fast-check'
import { callers } from '../callers.ts'
import { withHeader, type Mutation } from '../draft.ts'

export const strangeRanges: readonly string[] = [
  'bytes=0-0',
  'bytes=0-',
  'bytes=1-2',
  'bytes=-1',
  'bytes=-0',
  'bytes=5-2',
  'bytes=999999-',
  'bytes=999999999999999-',
  'bytes=0-999999999999999',
  'bytes=0-0,2-3',
  'bytes=9999999999999999999-',
  'bytes=',
  'bytes',
  'items=0-1',
  'bytes=a-b',
  'bytes= 0-1',
  `bytes=${'0-0,'.repeat(900)}0-0`,
]

const strange: Readonly<Record<string, readonly string[]>> = {
  'If-Match': [
    '*',
    '"stale"',
    'W/"stale"',
    'no-quotes',
    '""',
    '"a", "b"',
    ' ',
    '"',
    '"\xe9"',
    `"${'e'.repeat(4000)}"`,
    '* ',
    '"0"',
  ],
  'If-None-Match': ['*', '"stale"', 'W/"x"', 'garbage', '"a","b","c"', ',,,', '', '"'.repeat(500), '"\xff"'],
  Range: strangeRanges,
  'Idempotency-Key': [
    'k',
    'k',
    'k2',
    '',
    ' ',
    'a b',
    '\xe9',
    'k'.repeat(255),
    'k'.repeat(256),
    '__proto__',
    '/etc',
    '%00',
  ],
  Accept: ['application/json', 'text/html', '*/*', 'application/xml', '', ';;;', 'a'.repeat(3000)],
  'Content-Type': [
    '',
    'application/json',
    'application/json; charset=utf-8',
    'application/json; charset=utf-16',
    'application/json;charset="UTF-8"',
    'APPLICATION/JSON',
    'application/json, application/json',
    'application/merge-patch+json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'text/plain',
    'text/json',
    'application/json; charset=latin1',
    ';',
    '\xff',
    `application/json${' '.repeat(3000)};`,
  ],
  Authorization: [
    '',
    'Bearer',
    'Bearer ',
    'Bearer a.b.c',
    'Bearer eyJhbGciOiJub25lIn0.eyJvaWQiOiJhZG1pbiIsInJvbGVzIjpbIkxhYmVsaW5nLkFkbWluIl19.',
    'Basic YWRtaW46YWRtaW4=',
    'bearer x',
    'Bearer x y',
    'Bearer \xff',
    `Bearer ${'a'.repeat(9000)}`,
    `Bearer ${'.'.repeat(2000)}`,
  ],
  Origin: ['http://localhost:3000', 'https://evil.example', 'null', 'http://localhost:3000.evil.example', ''],
  'Access-Control-Request-Method': ['PUT', 'TRACE', ''],
  'X-HTTP-Method-Override': ['DELETE', 'GET', 'x'],
  'X-Forwarded-For': ['203.0.113.7', '203.0.113.7, 127.0.0.1', ',,,', '\xff', '1.1.1.1,'.repeat(500)],
  'X-Forwarded-Host': ['evil.example', 'evil.example:7071', '"><script>', 'a, b', ''],
  'X-Forwarded-Proto': ['https', 'javascript', ''],
  'X-Original-Host': ['evil.example'],
  'X-Host': ['evil.example'],
  Forwarded: ['host=evil.example;proto=https;for=203.0.113.7'],
  'X-Original-URL': ['/api/projects', '/admin/functions'],
  'x-ms-client-request-id': ['abcdefgh', 'a', '<script>', 'i'.repeat(65), '\xe9'.repeat(9)],
  traceparent: ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', '00-x', ''],
  tracestate: ['a=b', '\xff', 'a'.repeat(3000)],
  Cookie: ['a=b', '='.repeat(4000)],
  Host: [
    'evil.example',
    'evil.example:7071',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'localhost:1',
    '127.0.0.1',
    'a b',
    '',
    '[::1]:1',
    'x/../y',
    '\xff',
    'localhost:99999',
  ],
  Expect: ['100-continue', 'garbage'],
  'Accept-Encoding': ['gzip', 'br;q=1.0', '*;q=0'],
}
const choices = Object.entries(strange).flatMap(([name, values]) =>
  values.map((value) => [name, value] as const),
)

const given = fc.constantFrom(...choices).map(
  ([name, value]): Mutation =>
    (draft) =>
      withHeader(draft, name, value),
)
const dropped = fc.constantFrom('If-Match', 'Content-Type', 'Host').map(
  (name): Mutation =>
    (draft) =>
      withHeader(draft, name, undefined),
)
const many = fc.constantFrom(50, 500, 2100).map((count): Mutation => (draft) => ({
  ...draft,
  headers: [...draft.headers, ...Array.from({ length: count }, (_, index) => [`x-${index}`, '1'] as const)],
}))
const caller = fc.constantFrom(...callers).map((caller): Mutation => (draft) => ({ ...draft, caller }))
const method = fc
  .constantFrom('HEAD', 'OPTIONS', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'QUERY')
  .map((method): Mutation => (draft) => ({ ...draft, method }))

export const headMutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 8, arbitrary: given },
  { weight: 2, arbitrary: dropped },
  { weight: 3, arbitrary: caller },
  { weight: 3, arbitrary: method },
  { weight: 1, arbitrary: many },
)
