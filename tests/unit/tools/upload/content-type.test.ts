import { expect, it } from '@jest/globals'
import { isMediaFile } from '../../../../src/domain/model/datasets/media-files.ts'
import { contentTypeOf } from '../../../../tools/upload/content-type.ts'

it.each([
  ['a/b.PNG', 'image/png'],
  ['a.b.jpeg', 'image/jpeg'],
  ['scan.dcm', 'application/dicom'],
  ['a.tif', 'image/tiff'],
  ['notes.txt', 'text/plain; charset=utf-8'],
  ['page.html', 'application/octet-stream'],
  ['png', 'application/octet-stream'],
  ['.png', 'image/png'],
  ['a.png/b', 'application/octet-stream'],
  ['a.png.', 'application/octet-stream'],
  ['a.constructor', 'application/octet-stream'],
  ['', 'application/octet-stream'],
])('%s is %s', (path, type) => {
  expect(contentTypeOf(path)).toBe(type)
})

it('has a type of its own for each ending that can become an item', () => {
  const endings = 'apng avif bmp dcm dib dicom gif heic heif jfif jpe jpeg jpg jxl png svg tif tiff txt webp'
    .split(' ')
    .filter((ending) => isMediaFile('Image', `a.${ending}`) || isMediaFile('Text', `a.${ending}`))
  expect(endings.length).toBeGreaterThan(10)
  expect(endings.filter((ending) => contentTypeOf(`a.${ending}`) === 'application/octet-stream')).toEqual([])
})
