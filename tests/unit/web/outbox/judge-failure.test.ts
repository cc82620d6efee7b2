import { expect, test } from '@jest/globals'
import { ApiProblem, NetworkProblem, SignInNeeded } from '../../../../web/src/api/problem.ts'
import { judgeFailure } from '../../../../web/src/outbox/judge-failure.ts'

const problem = (status: number, code?: string, retryAfter?: string) =>
  new ApiProblem(
    new Response(null, { status, headers: retryAfter === undefined ? {} : { 'Retry-After': retryAfter } }),
    code === undefined ? undefined : { error: { code, message: 'In words' } },
  )

test('what is no refusal of the service is tried again', () => {
  expect(judgeFailure(new NetworkProblem(undefined))).toEqual({ kind: 'Again', why: 'Offline' })
  expect(judgeFailure(new SignInNeeded())).toEqual({ kind: 'Again', why: 'SignIn' })
  expect(judgeFailure(problem(401, 'Unauthorized'))).toEqual({ kind: 'Again', why: 'SignIn' })
  expect(judgeFailure(problem(429, 'TooManyRequests', '7'))).toEqual({ kind: 'Again', why: 'Busy', after: 7 })
  expect(judgeFailure(problem(503, 'Unavailable'))).toMatchObject({ kind: 'Again', why: 'Busy' })
  expect(judgeFailure(new SyntaxError('The answer is no JSON'))).toEqual({ kind: 'Again', why: 'Busy' })
})

test('a page of a proxy is no refusal, whatever its status', () => {
  expect(judgeFailure(problem(404))).toMatchObject({ kind: 'Again', why: 'Busy' })
  expect(judgeFailure(problem(403))).toMatchObject({ kind: 'Again', why: 'Busy' })
})

test('a paused project keeps the answers waiting', () => {
  expect(judgeFailure(problem(409, 'ProjectNotRunning', '5'))).toEqual({
    kind: 'Again',
    why: 'NotRunning',
    after: 5,
  })
})

test('a refusal of the service has its words', () => {
  expect(judgeFailure(problem(409, 'PageReleased'))).toEqual({
    kind: 'Refused',
    code: 'PageReleased',
    message: 'In words',
  })
})
