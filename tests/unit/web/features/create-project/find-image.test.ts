import { expect, test } from '@jest/globals'
import { findImage } from '../../../../../web/src/features/create-project/find-image.ts'

/** A datastore whose lists have two entries each. */
const readerOf = (paths: readonly string[]) => {
  let lists = 0
  const read = (prefix: string, continuation: string | undefined) => {
    lists += 1
    const below = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length))
    const entries = [...new Set(below.map((path) => /^[^/]*\/?/.exec(path)?.[0] ?? ''))].map((name) =>
      name.endsWith('/')
        ? { kind: 'Folder' as const, path: prefix + name }
        : { kind: 'File' as const, path: prefix + name },
    )
    const from = Number(continuation ?? 0)
    const next = from + 2 < entries.length ? `http://127.0.0.1/?continuation=${from + 2}` : undefined
    return Promise.resolve({
      value: entries.slice(from, from + 2),
      ...(next === undefined ? {} : { nextLink: next }),
    })
  }
  return { read, lists: () => lists }
}

test.each([
  ['in the folder', ['a.png'], true],
  ['in a folder below', ['notes.txt', 'deep/er/b.JPG'], true],
  ['on a later list', ['a.txt', 'b.txt', 'c.txt', 'd.webp'], true],
  ['nowhere', ['notes.txt', 'deep/notes.txt', '._hidden'], false],
  ['in nothing', [], false],
] as const)('an image is found %s', async (_where, paths, isFound) => {
  expect(await findImage(readerOf(paths).read, '')).toBe(isFound)
})

test('only the folder counts', async () => {
  expect(await findImage(readerOf(['other/a.png', 'empty/readme.md']).read, 'empty/')).toBe(false)
})

test('a tree without end is left undecided', async () => {
  const { read, lists } = readerOf(Array.from({ length: 500 }, (_, index) => `${index}/note.txt`))
  expect(await findImage(read, '')).toBeNull()
  expect(lists()).toBeLessThan(100)
})
