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

  test('are stored with the version of their file, and nothing else', () => {
    const { document } = all[0]!
    expect(pageItemOf({ ...document, width: 1 })).toEqual({ id: document.id, fileEtag: 'etag-a' })
    const file = { ...document.file, size: 7, md5: 'm' }
    expect(pageItemOf({ ...document, file })).toEqual({ id: document.id, fileContent: '7 m' })
  })
})
