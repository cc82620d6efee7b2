import { expect, it } from '@jest/globals'
import { DomainError, errorCodes, maxErrorDetails } from '../../../../src/domain/core/errors.ts'
import { errorResponse, errorStatus } from '../../../../src/functions/http/error-response.ts'

const context = { requestId: 'r-1', operation: 'getThing', log: () => undefined }

it.each(errorCodes)('%s is answered as an error of the contract', (code) => {
  const { status, headers, body } = errorResponse(
    new DomainError(code, 'Do this', { target: 'a', details: [{ code: 'X', message: 'y', target: 'z' }] }),
    context,
  )
  expect(status).toBe(errorStatus[code])
  expect(headers).toMatchObject({ 'x-ms-error-code': code, 'x-ms-request-id': 'r-1' })
  expect(JSON.parse(typeof body === 'string' ? body : '')).toEqual({
    error: { code, message: 'Do this', target: 'a', details: [{ code: 'X', message: 'y', target: 'z' }] },
  })
})

it.each([0, 10])('says how large the file is of which a range does not exist: %d', (fileSize) => {
  const { headers } = errorResponse(new DomainError('RangeNotSatisfiable', 'x', { fileSize }), context)
  expect(headers).toMatchObject({ 'content-range': `bytes */${fileSize}` })
})

it('has no more details than the contract says', () => {
  const details = Array.from({ length: 200 }, (_, index) => ({ code: 'X', message: `${index}` }))
  expect(new DomainError('PageIncomplete', 'x', { details }).details).toEqual(
    details.slice(0, maxErrorDetails),
  )
})

it('uses only the statuses of the contract', () => {
  expect(new Set(Object.values(errorStatus))).toEqual(
    new Set([400, 401, 403, 404, 405, 409, 412, 413, 415, 416, 422, 428, 429, 500, 503]),
  )
})

it.each([
  ...errorCodes.filter((code) => errorStatus[code] === 429 || errorStatus[code] === 503),
  'RequestInProgress' as const,
])('says after %s in whole seconds when to try again', (code) => {
  for (const retryAfter of [undefined, 0, 0.2, 1.5, 600])
    expect(
      errorResponse(new DomainError(code, 'x', retryAfter === undefined ? {} : { retryAfter }), context)
        .headers['retry-after'],
    ).toMatch(/^[1-9]\d{0,2}$/)
})
