import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createLog } from '../../../../src/adapters/log/create-log.ts'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import type { LogLevel } from '../../../../src/domain/ports/log.ts'
import { checkProperty } from '../../../support/property.ts'

const setUp = (level: LogLevel = 'Debug') => {
  const lines: string[] = []
  const log = createLog({ level, now: () => 0, write: (line) => void lines.push(line) })
  return { log, lines }
}

describe('the log', () => {
  it('writes a line of JSON with an error and its causes', () => {
    const { log, lines } = setUp()
    const cause = new Error('reset')
    log('Error', 'It failed', {
      requestId: 'r',
      error: new DomainError('ServiceUnavailable', 'out', { cause }),
    })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^\{.*\}$/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      time: '1970-01-01T00:00:00.000Z',
      level: 'Error',
      message: 'It failed',
      requestId: 'r',
      error: { name: 'DomainError', code: 'ServiceUnavailable', cause: { message: 'reset' } },
    })
  })

  it('leaves out what is less than its level', () => {
    const { log, lines } = setUp('Warning')
    log('Information', 'a')
    log('Warning', 'b')
    expect(lines).toHaveLength(1)
  })

  it('takes what JSON has no words for', () => {
    const { log, lines } = setUp()
    const circle: Record<string, unknown> = { big: 1n }
    circle['self'] = circle
    log('Debug', 'odd', { circle, error: 'text' })
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ circle: { big: '1' }, error: 'text' })
  })

  it('never holds a secret', async () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/]{20,40}$/)
    const places: readonly ((secret: string) => unknown)[] = [
      (s) => `https://a.blob.core.windows.net/c/b?sv=1&sig=${encodeURIComponent(s)}&se=2`,
      (s) => `next=https%3A%2F%2Fa%3Fsv%3D1%26sig%3D${encodeURIComponent(s)}`,
      (s) => `AccountName=a;AccountKey=${s}==;EndpointSuffix=x`,
      (s) => ({ headers: { authorization: `Bearer ${s}` } }),
      (s) => ({ headers: { Authorization: `SharedKey account:${s}` } }),
      (s) => `Authorization: Bearer ${s}`,
      (s) => new Error(`unknown: {"access_token":"${s}","expires_on":1}`),
      (s) => ({ access_token: s }),
      (s) => new Error(`GET ?sig=${s} failed`, { cause: new Error(`AccountKey=${s}`) }),
    ]
    await checkProperty(
      'log-redaction',
      fc.property(secret, fc.constantFrom(...places), (hidden, place) => {
        const { log, lines } = setUp()
        log('Error', 'x', { error: place(hidden) })
        expect(lines.join('')).not.toContain(hidden.slice(0, 12))
        expect(lines.join('')).not.toContain(encodeURIComponent(hidden).slice(0, 12))
        expect(() => JSON.parse(lines[0] ?? '') as unknown).not.toThrow()
      }),
    )
  })
})
