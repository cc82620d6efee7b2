import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { exportFileName } from '../../../../src/functions/exports/get-export-file.ts'
import { checkProperty } from '../../../support/property.ts'

test('a file name is a segment that no reader resolves', async () => {
  const withLookAround = /^(?!\.{1,2}$)[^/\\%]{1,255}$/
  const part = fc.oneof(fc.constantFrom('.', '/', '%', '\\', 'a', '\n'), fc.string({ maxLength: 2 }))
  await checkProperty(
    'export-file-name',
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      const name = parts.join('')
      expect([name, exportFileName.safeParse(name).success]).toEqual([name, withLookAround.test(name)])
    }),
    { runs: 1000 },
  )
})

test.each(['..', '.', '', 'a'.repeat(256)])('%j is none', (name) => {
  expect(exportFileName.safeParse(name).success).toBe(false)
})
