import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { uploadPathsOf } from '../../../../src/domain/datastores/upload-paths.ts'
import { anyText } from '../../../../tools/any-text.ts'
import { checkProperty } from '../../../support/property.ts'

const at = (folder: string, ...names: string[]) => uploadPathsOf({ prefix: undefined, folder }, names)

test('files go below the folder, in their order', () => {
  expect(at('autumn', 'b.png', 'a.png')).toEqual(['autumn/b.png', 'autumn/a.png'])
  expect(at('/autumn/2026/', 'x/y.png')).toEqual(['autumn/2026/x/y.png'])
  expect(at('', 'a.png')).toEqual(['a.png'])
})

test.each(['', '/a', 'a/', 'a//b', '.', '..', 'a/../b', './a', 'a\\b', 'a\u0000', 'a\n', 'lone \ud83d'])(
  'the name %j is refused, and named',
  (name) => {
    expect(() => at('f', 'good.png', name)).toThrow(
      expect.objectContaining({ code: 'InvalidRequest', target: 'files[1].name' }),
    )
  },
)

test('a folder that leads out, a name twice and a path that is too long are refused', () => {
  expect(() => at('a/../..', 'b')).toThrow(expect.objectContaining({ target: 'folder' }))
  expect(() => at('f', 'a.png', 'a.png')).toThrow(expect.objectContaining({ target: 'files[1].name' }))
  expect(at('f', 'x'.repeat(1022))).toHaveLength(1)
  expect(() => at('f', 'x'.repeat(1023))).toThrow('1024')
  expect(() => uploadPathsOf({ prefix: 'p/', folder: 'f' }, ['x'.repeat(1021)])).toThrow('1024')
})

test('whatever the names are, each path is below the folder, and no two are the same', async () => {
  await checkProperty(
    'upload-paths-below-folder',
    fc.property(fc.array(anyText(), { maxLength: 5 }), (names) => {
      let paths: readonly string[]
      try {
        paths = at('f', ...names)
      } catch (error) {
        expect(error).toMatchObject({ code: 'InvalidRequest' })
        return
      }
      expect(new Set(paths).size).toBe(names.length)
      for (const path of paths)
        expect(new URL(path.split('/').map(encodeURIComponent).join('/'), 'http://host/').pathname).toMatch(
          /^\/f\/./,
        )
    }),
  )
})
