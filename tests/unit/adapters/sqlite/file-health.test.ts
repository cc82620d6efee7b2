import { describe, expect, it } from '@jest/globals'
import { createFileHealth } from '../../../../src/adapters/sqlite/file-health.ts'

const sqliteError = (errcode: number) => Object.assign(new Error('sqlite'), { errcode })
const fail = (errcode: number) => () => {
  throw sqliteError(errcode)
}
const pass = () => undefined

describe('the health of a file', () => {
  it.each([11, 26, 267 /* CORRUPT_VTAB */, 779 /* CORRUPT_INDEX */])(
    'is damaged for good after the code %i',
    (code) => {
      const health = createFileHealth('etiquette.db')
      expect(() => health.watch(fail(code))).toThrow(expect.objectContaining({ code: 'StorageDamaged' }))
      health.wrote()
      expect(() => health.check(pass)).toThrow(expect.objectContaining({ code: 'StorageDamaged' }))
    },
  )

  it.each([13, 778 /* a quota */, 4874 /* no room to share the file */])(
    'is full after the code %i, until a write succeeds',
    (code) => {
      const health = createFileHealth('etiquette.db')
      expect(health.failed(sqliteError(code))).toMatchObject({ code: 'StorageFull' })
      expect(() => health.check(fail(code))).toThrow(expect.objectContaining({ code: 'StorageFull' }))
      health.check(pass)
      health.check(fail(code))
      expect(health.failed(sqliteError(code))).toMatchObject({ code: 'StorageFull' })
      health.wrote()
      health.check(fail(code))
    },
  )

  it.each([5, 10, 14, 266 /* IOERR_READ */])('is not changed by the code %i', (code) => {
    const health = createFileHealth('etiquette.db')
    expect(() => health.watch(fail(code))).toThrow(expect.objectContaining({ code: 'ServiceUnavailable' }))
    health.check(fail(code))
  })

  it('names the file that cannot be written, and leaves other errors alone', () => {
    const health = createFileHealth('etiquette.db')
    expect(health.failed(sqliteError(8))).toMatchObject({
      code: 'ServiceUnavailable',
      message: expect.stringContaining('etiquette.db cannot be written'),
    })
    const other = new TypeError('a bug')
    expect(health.failed(other)).toBe(other)
    health.check(fail(13))
  })
})
