import { describe, expect, test } from '@jest/globals'
import { resolve } from 'node:path'
import { appDirOf, dataDirOf, portFrom, servicePortOf } from '../../../../local/platform/environment.ts'

describe('the environment', () => {
  test('has defaults, and an empty value is none', () => {
    expect(dataDirOf({ DATA_DIR: '' })).toBe('.data')
    expect(servicePortOf({})).toBe(7071)
    expect(servicePortOf({ PORT: '0' })).toBe(0)
  })

  test('names another folder of the app, from wherever the service starts', () => {
    expect(appDirOf({}, '/repository')).toBe(resolve('/repository'))
    expect(appDirOf({ ETIQUETTE_APP_DIR: 'package' }, '/repository')).toBe(resolve('package'))
  })

  test.each(['-1', '65536', '80a', '1e3', ' '])('refuses %j as a port', (text) => {
    expect(() => portFrom({ PORT: text }, 'PORT')).toThrow(`PORT=${text} is no port`)
  })
})
