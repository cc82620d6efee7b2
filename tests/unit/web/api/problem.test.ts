import { expect, test } from '@jest/globals'
import { ApiProblem, mayPass, NetworkProblem, SignInNeeded } from '../../../../web/src/api/problem.ts'

const answer = (status: number, headers: Readonly<Record<string, string>> = {}) =>
  new Response(null, { status, headers })

test('a refusal has the words of the service', () => {
  const problem = new ApiProblem(answer(429, { 'Retry-After': '7', 'x-ms-request-id': 'r-1' }), {
    error: { code: 'TooManyRequests', message: 'Send fewer requests' },
  })
  expect(problem).toMatchObject({
    message: 'Send fewer requests',
    code: 'TooManyRequests',
    retryAfter: 7,
    requestId: 'r-1',
  })
})

test('an answer without a body of the service still says something', () => {
  expect(new ApiProblem(answer(502), undefined)).toMatchObject({
    message: 'The service answered 502',
    retryAfter: undefined,
  })
})

test.each([
  [new NetworkProblem(undefined), true],
  [new SignInNeeded(), true],
  [new ApiProblem(answer(401), undefined), true],
  [new ApiProblem(answer(429), undefined), true],
  [new ApiProblem(answer(503), undefined), true],
  [new ApiProblem(answer(400), undefined), false],
  [new ApiProblem(answer(404), undefined), false],
  [new ApiProblem(answer(409), undefined), false],
  [new Error('a fault of the app'), false],
])('%s may pass: %s', (error, expected) => {
  expect(mayPass(error)).toBe(expected)
})
