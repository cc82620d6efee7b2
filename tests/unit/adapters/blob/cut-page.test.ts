import { describe, expect, it } from '@jest/globals'
import { cutPage, readPosition } from '../../../../src/adapters/blob/cut-page.ts'
import type { FolderListPage } from '../../../../src/domain/ports/blobs.ts'

const folder = (path: string) => ({ kind: 'Folder' as const, path })
const pageOf = (names: readonly string[], continuation?: string): FolderListPage => ({
  entries: names.map(folder),
  ...(continuation === undefined ? {} : { continuation }),
})
const namesOf = ({ entries }: FolderListPage) => entries.map(({ path }) => path)

/** Walks large pages in cuts of this size; `change` may change the storage after each cut. */
const walk = (pages: Map<string | undefined, FolderListPage>, size: number, change = () => {}) => {
  const shown: string[][] = []
  let continuation: string | undefined
  do {
    const position = readPosition(continuation)
    const cut = cutPage(pages.get(position.marker)!, position, size)
    shown.push(namesOf(cut))
    continuation = cut.continuation
    change()
  } while (continuation !== undefined)
  return shown
}

describe('a large page', () => {
  it('is shown in cuts, and the next one after it', () => {
    const pages = new Map([
      [undefined, pageOf(['a', 'b', 'c', 'd', 'e'], 'more')],
      ['more', pageOf(['f', 'g'])],
    ])
    expect(walk(pages, 2)).toEqual([['a', 'b'], ['c', 'd'], ['e'], ['f', 'g']])
    expect(walk(pages, 5)).toEqual([
      ['a', 'b', 'c', 'd', 'e'],
      ['f', 'g'],
    ])
  })

  it('skips and repeats nothing if names before the cut come and go', () => {
    const pages = new Map([[undefined, pageOf(['a', 'b', 'c', 'd'])]])
    expect(walk(pages, 2, () => pages.set(undefined, pageOf(['A', 'a', 'b', 'c', 'd'])))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    pages.set(undefined, pageOf(['a', 'b', 'c', 'd']))
    expect(walk(pages, 2, () => pages.set(undefined, pageOf(['b', 'c', 'd'])))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  it('ends if all that is left of it has gone', () => {
    const pages = new Map([[undefined, pageOf(['a', 'b', 'c'])]])
    expect(walk(pages, 2, () => pages.set(undefined, pageOf([])))).toEqual([['a', 'b'], []])
  })

  it('leads on if it has no entry at all', () => {
    const pages = new Map([
      [undefined, pageOf([], 'more')],
      ['more', pageOf(['z'])],
    ])
    expect(walk(pages, 2)).toEqual([[], ['z']])
  })
})

it.each([
  '',
  'x',
  'bm8',
  Buffer.from('["m",-1,""]').toString('base64url'),
  Buffer.from('{}').toString('base64url'),
  Buffer.from('["m",1e9,""]').toString('base64url'),
])('a continuation %j of somebody else is refused', (continuation) => {
  expect(() => readPosition(continuation)).toThrow(expect.objectContaining({ code: 'InvalidContinuation' }))
})
