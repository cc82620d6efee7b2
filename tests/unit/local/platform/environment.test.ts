import { describe, expect, test } from '@jest/globals'
import { dataDirOf, portFrom, servicePortOf } from '../../../../local/platform/environment.ts'

describe('the environment', () => {
  test('has defaults, and an empty value is none', () => {
    expect(dataDirOf({ DATA_DIR: '' })).toBe('.data')
    expect(servicePortOf({})).toBe(7071)
    expect(servicePortOf({ PORT: '0' })).toBe(0)
  })

  test.each(['-1', '65536', '80a', '1e3', ' '])('refuses %j as a port', (text) => {
    expect(() => portFrom({ PORT: text }, 'PORT')).toThrow(`PORT=${text} is no port`)
  })
})
