import { describe, expect, it, test } from '@jest/globals'
import fc from 'fast-check'
import { itemFilePathOf } from '../../../../src/domain/core/item-file-path.ts'
import { isSafePath } from '../../../../src/domain/core/safe-path.ts'
import { itemIdOf } from '../../../../src/domain/model/items/segment.ts'
import { collisionsIn } from '../../../contracts/format/collisions.ts'
import { hostileNames } from '../../../support/hostile-names.ts'
import { checkProperty } from '../../../support/property.ts'

const place = { folder: 'labels/train', extension: '.txt' }
const idOf = (path: string) => itemIdOf('store', path)
const pathOf = (path: string) => itemFilePathOf({ id: idOf(path), path }, place)

describe('the file of an item', () => {
  it.each(['a.png', 'f/g/0.jpeg', "it's (1), #2.png", '日本/1.png', 'caf\u00e9.png', 'a', 'f/a.png.txt'])(
    'has the name of the item, if it is the same everywhere: %j',
    (path) => expect(pathOf(path)).toBe(`labels/train/${path}.txt`),
  )

  it.each([
    ['IMG_0001.JPG', 'IMG_0001', '.JPG'],
    ['DCIM/img_0001.jpg', 'DCIM/img_0001', '.jpg'],
    ['cafe\u0301.png', 'cafe\u0301', '.png'],
    ['stra\u00dfe.png', 'stra\u00dfe', '.png'],
    ['images~1.png', 'images~1', '.png'],
    ['a/\u2764\ufe0f', 'a/\u2764\ufe0f', ''],
    ['Notes.txt of mine', 'Notes.txt of mine', ''],
  ])('has part of the id, too, if another name may be the same somewhere: %j', (path, stem, ending) =>
    expect(pathOf(path)).toBe(`labels/train/${stem}~${idOf(path).slice(0, 16)}${ending}.txt`),
  )

  it.each([
    ['../up.png', '.png'],
    ['CON', ''],
    ['nul.jpg', '.jpg'],
    ['ends.', ''],
    ['a /b.png', '.png'],
    ['_Renamed/x.png', '.png'],
    [`${'x'.repeat(250)}.png`, '.png'],
    [`${'X'.repeat(240)}.png`, '.png'],
    ['a.png.txt/b.png', '.png'],
    ['a.png.TXT/b.png', '.png'],
  ])('is renamed, if its name is not safe, too long, or in a folder like a file: %j', (path, ending) =>
    expect(pathOf(path)).toBe(`labels/train/_renamed/${idOf(path)}${ending}.txt`),
  )

  it.each([
    ['', '.txt'],
    ['Labels', '.txt'],
    ['labels/', '.txt'],
    ['../labels', '.txt'],
    ['labels.txt', '.txt'],
    ['Big cat', '.txt'],
    ['labels', ''],
    ['labels', 'txt'],
    ['labels', '.TXT'],
  ])('is in no folder %j with the extension %j', (folder, extension) => {
    expect(() => itemFilePathOf({ id: idOf('a'), path: 'a' }, { folder, extension })).toThrow('no folder')
  })
})

/** Names of a few letters in many forms, so that many are the same somewhere. */
const letters = [
  'a',
  'A',
  '\uff21',
  '\u00e5',
  'a\u030a',
  '\u212b',
  '\u00c5',
  's',
  'S',
  '\u017f',
  'ss',
  '\u00df',
  '\u1e9e',
]
const others = [
  '\u200d',
  '\ufe0f',
  '.',
  ' ',
  '~',
  '~1',
  '/',
  '.png',
  '.PNG',
  '.txt',
  '.TXT',
  '_renamed',
  'con',
  '\u03c3',
  '\u03c2',
]
const alike = fc
  .array(fc.constantFrom(...letters, ...others), { minLength: 1, maxLength: 5 })
  .map((all) => all.join(''))
const somePaths = fc.uniqueArray(
  fc.oneof(
    { weight: 3, arbitrary: alike },
    { weight: 1, arbitrary: hostileNames },
    { weight: 1, arbitrary: alike.map((path) => pathOf(path).slice('labels/train/'.length)) },
    { weight: 1, arbitrary: alike.map((path) => `${path}/${path}`) },
    { weight: 1, arbitrary: alike.map((path) => `${path}.txt/a`) },
  ),
  { maxLength: 40 },
)

test('the files of all items are different and safe on every file system, whatever their names are', async () => {
  await checkProperty(
    'item-files-distinct',
    fc.property(somePaths, (paths) => {
      const written = paths.map(pathOf)
      expect(collisionsIn(written)).toEqual([])
      expect(written.filter((path) => !isSafePath(path) || !path.startsWith('labels/train/'))).toEqual([])
    }),
    { runs: 1000 },
  )
})
