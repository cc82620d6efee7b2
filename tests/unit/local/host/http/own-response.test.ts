import { describe, expect, test } from '@jest/globals'
import { ownResponse } from '../../../../../local/host/http/own-response.ts'
import { errorCodes } from '../../../../../src/domain/core/errors.ts'
import { errorStatus } from '../../../../../src/functions/http/error-response.ts'

const statuses = [400, 401, 403, 404, 408, 413, 414, 421, 431, 500, 503]

const errorOf = (body: string) =>
  (JSON.parse(body) as { readonly error: { readonly code: string; readonly message: string } }).error

describe("the host's own refusal", () => {
  test.each(statuses)('%i has the form of the errors of the API, and a code of it', (status) => {
    const { headers, body } = ownResponse(status)
    const { code, message } = errorOf(body)
    expect(errorCodes).toContain(code)
    expect(message).toMatch(/^[A-Z].{20,}/)
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'x-ms-error-code': code,
      'x-ms-request-id': expect.stringMatching(/^[\w-]{36}$/),
    })
  })

  test.each([401, 403, 404, 413, 500, 503])('%i has the code that the service has for it', (status) => {
    const { code } = errorOf(ownResponse(status).body)
    expect(errorStatus[errorCodes.find((one) => one === code) ?? 'InvalidRequest']).toBe(status)
  })

  test('has the request id that the client chose, if it is one', () => {
    const idFor = (id: string) =>
      ownResponse(413, { 'x-ms-client-request-id': id }).headers['x-ms-request-id']
    expect(idFor('my-request-1')).toBe('my-request-1')
    for (const bad of ['short', 'a b c d e f', 'x'.repeat(65)]) expect(idFor(bad)).not.toBe(bad)
  })

  test('names the request id where only the log can help', () => {
    const { headers, body } = ownResponse(500)
    expect(errorOf(body).message).toContain(headers['x-ms-request-id'])
  })

  test('says when to ask again if there is no room', () => {
    expect(ownResponse(503).headers['retry-after']).toMatch(/^[1-9]\d*$/)
    expect(ownResponse(413).headers).not.toHaveProperty('retry-after')
  })
})
