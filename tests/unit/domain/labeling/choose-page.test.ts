import { describe, expect, test } from '@jest/globals'
import { choosePage, pageItemOf } from '../../../../src/domain/labeling/choose-page.ts'
import { makeItem, makeProject } from '../../../support/make-documents.ts'

const all = ['a', 'b', 'c', 'd'].map((path) => ({ document: makeItem(makeProject(), path), etag: path }))
const paths = (chosen: typeof all | Awaited<ReturnType<typeof choosePage>>) =>
  chosen.map(({ document }) => document.path)

describe('the items of a page', () => {
  test('are the first open ones that nobody holds, and no more of them are read', async () => {
    const read: string[] = []
    const open = async function* () {
      for (const item of all) {
        read.push(item.document.path)
        yield item
      }
    }
    expect(paths(await choosePage(open(), new Set([all[1]!.document.id]), 2))).toEqual(['a', 'c'])
    expect(read).toEqual(['a', 'b', 'c'])
    expect(paths(await choosePage(open(), new Set(), 9))).toEqual(['a', 'b', 'c', 'd'])
    expect(await choosePage(open(), new Set(all.map(({ document }) => document.id)), 2)).toEqual([])
  })

  test('show what a labeler needs', () => {
    const { document } = all[0]!
    const shown = { id: document.id, path: 'a', fileEtag: 'etag-a' }
    expect(pageItemOf(document)).toEqual(shown)
    const more = { width: 1, height: 2, problem: 'Truncated' } as const
    expect(pageItemOf({ ...document, ...more })).toEqual({ ...shown, ...more })
    const file = { ...document.file, size: 7, md5: 'm' }
    const { fileEtag: _, ...rest } = shown
    expect(pageItemOf({ ...document, file })).toEqual({ ...rest, fileContent: '7 m' })
  })
})
