import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { errorCodes } from '../../../../src/domain/core/errors.ts'

/** The app sends no such request, so a person sees the service's sentence alone, with which the fault can be found. */
const ofFaultyApps = [
  'ForeignItem',
  'IdempotencyKeyReused',
  'InvalidContinuation',
  'MethodNotAllowed',
  'PreconditionRequired',
  'RangeNotSatisfiable',
  'RequestTooLarge',
  'RouteNotFound',
  'UnsupportedContentType',
  'UnsupportedTask',
]

test('each error code that a person can cause has a title of the app, and no other has', async () => {
  // Jest does not expand the macros of the file.
  const source = await readFile(resolve('web/src/refusals/refusal-titles.ts'), 'utf8')
  const titled = [...source.matchAll(/^ {2}(\w+): msg`/gm)].map(([, code]) => code)
  expect([...titled, ...ofFaultyApps].sort()).toEqual([...errorCodes].sort())
})
