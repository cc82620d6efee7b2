import { expect, test } from '@jest/globals'
import { judgeRaw } from '../../../../../lab/fuzz/judge/judge-raw.ts'

const answer = (status: number, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers: new Headers({ 'x-ms-error-code': 'Forbidden', 'x-ms-request-id': 'r', ...headers }),
  body: '{"error":{"code":"Forbidden","message":"Call it without Origin"}}',
})
const kinds = (one: ReturnType<typeof answer>) =>
  judgeRaw({ answers: [one], rest: '' }, 1).map(({ kind }) => kind)

test.each([400, 401, 403, 404, 408, 413, 414, 421, 431, 500, 503])(
  'a refusal by the host may be %d, in the form of an error',
  (status) => {
    expect(kinds(answer(status))).toEqual([])
    expect(kinds({ ...answer(status), body: '' })).toEqual([
      `(raw socket): ${status} not in the shape of an error`,
    ])
  },
)

test('no other status comes without the headers of the service', () => {
  expect(kinds(answer(418))).toEqual(["(raw socket): 418 that is not the service's"])
  expect(kinds(answer(418, { 'content-security-policy': 'none' }))).toContain(
    '(raw socket): 418 without cache-control, referrer-policy, strict-transport-security',
  )
})
