import { describe, expect, it } from '@jest/globals'
import { userId } from '../../../../src/domain/core/ids.ts'
import { acceptSkipOfItem, answerItem } from '../../../../src/domain/model/items/change-item.ts'
import type { ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { decideFile } from '../../../../src/domain/refresh/decide-file.ts'
import { needsHeader, type FilePolicy } from '../../../../src/domain/refresh/item-header.ts'
import { labelOf, makeItem, makeProject } from '../../../support/labeling-world.ts'

const flag: FilePolicy = { mediaType: 'Image', changedFiles: 'Flag' }
const requeue: FilePolicy = { mediaType: 'Image', changedFiles: 'Requeue' }
const ann = userId.parse('ann')
const now = 500

const { headerPending: _, ...unmeasured } = makeItem(makeProject(), 'a.png', 1)
const unlabeled: ItemDocument = { ...unmeasured, width: 3, height: 4, format: 'png' }
const labeled = answerItem(unlabeled, labelOf('c1'), ann, 10)!
const removed = acceptSkipOfItem(answerItem(unlabeled, { type: 'Skip' }, ann, 10)!, ann, 20)!

const listed = (etag: string) => ({
  id: unlabeled.id,
  rank: unlabeled.rank,
  entry: { path: 'a.png', etag, size: 9, lastModified: 400 },
})
const same = listed(unlabeled.file.etag)
const other = listed('other')

describe('a file that was deleted after its listing', () => {
  const deleted = { ...same, measured: 'Missing' as const }

  it('creates a missing item without a place in the queue, and no header is awaited', () => {
    const created = decideFile(undefined, deleted, flag, now)
    expect(created).toMatchObject({
      state: 'unlabeled',
      missing: true,
      rank: unlabeled.rank,
      importedAt: now,
    })
    for (const field of ['queue', 'headerPending', 'problem']) expect(created).not.toHaveProperty(field)
  })

  it.each([
    ['unlabeled', unlabeled],
    ['labeled', labeled],
    ['removed', removed],
  ])('makes one that is %s missing and changes nothing else', (_name, item) => {
    for (const listing of [deleted, { ...other, measured: 'Missing' as const }]) {
      const { queue: _queue, ...rest } = item
      expect(decideFile(item, listing, requeue, now)).toEqual({ ...rest, missing: true, changedAt: now })
    }
  })

  it('is read when it is back, and is pending if that fails', () => {
    const created = decideFile(undefined, deleted, flag, now)!
    expect(decideFile(created, deleted, flag, now)).toBeUndefined()
    expect(needsHeader(created, same.entry, flag)).toBe(true)
    const back = decideFile(created, { ...same, measured: { width: 3, height: 4 } }, flag, now + 1)
    expect(back).toMatchObject({ width: 3, height: 4, queue: unlabeled.rank })
    expect(back).not.toHaveProperty('missing')
    expect(decideFile(created, same, flag, now)).toMatchObject({ headerPending: true, queue: unlabeled.rank })
    expect(decideFile(created, same, { ...flag, mediaType: 'Text' }, now)).not.toHaveProperty('headerPending')
  })
})
