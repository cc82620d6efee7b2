import { describe, expect, it } from '@jest/globals'
import {
  approveItem,
  answerItem,
  acceptSkipOfItem,
  rejectItem,
} from '../../../../src/domain/model/items/change-item.ts'
import { decidedOf, type ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { decideFile, decideMissing, needsMd5 } from '../../../../src/domain/refresh/decide-file.ts'
import { needsHeader, type FilePolicy } from '../../../../src/domain/refresh/item-header.ts'
import { userId } from '../../../../src/domain/core/ids.ts'
import { labelOf, makeItem, makeProject } from '../../../support/labeling-world.ts'

const project = makeProject()
const flag: FilePolicy = { mediaType: 'Image', changedFiles: 'Flag' }
const requeue: FilePolicy = { mediaType: 'Image', changedFiles: 'Requeue' }
const ann = userId.parse('ann')
const now = 500

const { headerPending: _, ...unmeasured } = makeItem(project, 'a.png', 1)
const unlabeled: ItemDocument = { ...unmeasured, width: 3, height: 4, format: 'png' }
const labeled = answerItem(unlabeled, labelOf('c1'), ann, 10)!
const approved = approveItem(labeled, ann, 20)!
const skipped = answerItem(unlabeled, { type: 'Skip' }, ann, 10)!
const removed = acceptSkipOfItem(skipped, ann, 20)!
const rejected = rejectItem(labeled, ann, 30)!

const listed = (etag: string) => ({
  id: unlabeled.id,
  rank: unlabeled.rank,
  entry: { path: 'a.png', etag, size: 9, lastModified: 400 },
})
const same = listed(unlabeled.file.etag)
const other = listed('other')
const newFile = { file: { etag: 'other', size: 9, lastModified: 400 }, headerPending: true, changedAt: now }

describe('a file against its item', () => {
  it('that is new creates it, with a header to read only for images', () => {
    const created = decideFile(undefined, other, flag, now)
    expect(created).toMatchObject({
      state: 'unlabeled',
      queue: unlabeled.rank,
      headerPending: true,
      importedAt: now,
    })
    expect(decideFile(undefined, other, { ...flag, mediaType: 'Text' }, now)?.headerPending).toBeUndefined()
  })

  it.each([
    ['unlabeled', unlabeled],
    ['labeled', labeled],
    ['approved', approved],
    ['skipped', skipped],
    ['removed', removed],
    ['rejected', rejected],
  ])('leaves one that is %s alone while the file is the same', (_name, item) => {
    expect(decideFile(item, same, flag, now)).toBeUndefined()
    expect(decideFile(item, same, requeue, now)).toBeUndefined()
  })

  it.each([
    ['unlabeled', unlabeled, unlabeled.rank],
    ['rejected', rejected, rejected.queue],
  ])('gives one that is %s the new file, and leaves it where it is in the queue', (_name, item, queue) => {
    const after = decideFile(item, other, flag, now)
    expect(after).toMatchObject({ ...newFile, state: 'unlabeled', queue })
    expect(after?.width).toBeUndefined()
    expect(after?.changed).toBeUndefined()
  })

  it.each([
    ['labeled', labeled],
    ['approved', approved],
    ['skipped', skipped],
  ])('flags one that is %s and keeps its answer', (_name, item) => {
    const after = decideFile(item, other, flag, now)
    expect(after).toMatchObject({
      ...newFile,
      state: item.state,
      decision: item.decision,
      answers: item.answers,
      changed: true,
    })
  })

  it.each([
    ['labeled', labeled],
    ['approved', approved],
    ['skipped', skipped],
  ])('queues one that is %s again if the project says so', (_name, item) => {
    const after = decideFile(item, other, requeue, now)
    expect(after).toMatchObject({ ...newFile, state: 'unlabeled', queue: item.rank })
    expect(after?.decision).toBeUndefined()
    expect(after?.answers).toEqual([])
    expect(after?.approved).toBeUndefined()
    expect(after?.changed).toBeUndefined()
    expect(after?.history).toEqual([
      {
        decision: decidedOf(item),
        approved: item.approved,
        endedAt: now,
        endedBy: 'refresh',
        action: 'Requeued',
      },
    ])
  })

  it('leaves a removed one removed', () => {
    const after = decideFile(removed, other, requeue, now)
    expect(after).toMatchObject({
      ...newFile,
      state: 'removed',
      decision: removed.decision,
      answers: removed.answers,
    })
  })

  it('takes one out of the queue when it is gone, and back when it is there again', () => {
    const gone = decideMissing(unlabeled, now)!
    expect(gone).toMatchObject({ missing: true, changedAt: now })
    expect(gone.queue).toBeUndefined()
    expect(decideMissing(gone, now)).toBeUndefined()
    expect(decideFile(gone, same, flag, now)).toEqual({
      ...unlabeled,
      file: { etag: unlabeled.file.etag, size: 9, lastModified: 400 },
      changedAt: now,
    })
    expect(decideFile(gone, other, flag, now)).toMatchObject({ ...newFile, queue: unlabeled.rank })
  })

  it('keeps the label of one that is gone', () => {
    const gone = decideMissing(labeled, now)!
    expect(gone).toMatchObject({
      missing: true,
      state: 'labeled',
      decision: labeled.decision,
      answers: labeled.answers,
    })
    const back = decideFile(gone, other, requeue, now)
    expect(back).toMatchObject({ state: 'unlabeled', queue: labeled.rank })
    expect(back?.missing).toBeUndefined()
  })

  it('reads the header again of one that could not be read', () => {
    const unreadable: ItemDocument = { ...unmeasured, problem: 'Unreadable' }
    expect(needsHeader(unreadable, same.entry, flag)).toBe(true)
    const after = decideFile(unreadable, { ...same, measured: { width: 5, height: 6 } }, flag, now)
    expect(after).toMatchObject({ width: 5, height: 6, changedAt: unreadable.changedAt })
    expect(after?.problem).toBeUndefined()
    expect(
      decideFile(unreadable, { ...same, measured: { problem: 'Unreadable' } }, flag, now),
    ).toBeUndefined()
    expect(decideFile(unreadable, same, flag, now)).toBeUndefined()
    expect(needsHeader({ ...unmeasured, problem: 'NotAnImage' }, same.entry, flag)).toBe(false)
  })
})

describe('the header of a file', () => {
  const size = { width: 5, height: 6 }

  it.each([
    ['its size', size, size],
    ['its problem', { problem: 'Truncated' as const }, { problem: 'Truncated' }],
    ['that it tells no size', {}, {}],
  ])('is written with a new item: %s', (_name, measured, fields) => {
    const created = decideFile(undefined, { ...other, measured }, flag, now)!
    const { width, height, problem, headerPending } = created
    expect({ width, height, problem, headerPending }).toEqual({ headerPending: undefined, ...fields })
  })

  it('is written with changed content, instead of the old one', () => {
    const after = decideFile(labeled, { ...other, measured: { problem: 'NotAnImage' } }, flag, now)!
    expect(after).toMatchObject({ changed: true, problem: 'NotAnImage' })
    expect(after.width).toBeUndefined()
    expect(after.headerPending).toBeUndefined()
  })

  it('is written to an item that waits for it, and only if it was read', () => {
    const pending: ItemDocument = { ...unmeasured, headerPending: true }
    expect(needsHeader(pending, same.entry, flag)).toBe(true)
    expect(decideFile(pending, same, flag, now)).toBeUndefined()
    expect(decideFile(pending, { ...same, measured: size }, flag, now)).toEqual({
      ...unmeasured,
      ...size,
      file: { etag: unlabeled.file.etag, size: 9, lastModified: 400 },
    })
    const { headerPending: __, ...known } = decideFile(
      pending,
      { ...same, measured: { format: 'png' } },
      flag,
      now,
    )!
    expect(__).toBeUndefined()
    expect(needsHeader(known, same.entry, flag)).toBe(false)
  })

  it('is needed of new and changed images, and of no text', () => {
    expect(needsHeader(undefined, same.entry, flag)).toBe(true)
    expect(needsHeader(unlabeled, same.entry, flag)).toBe(false)
    expect(needsHeader(unlabeled, other.entry, flag)).toBe(true)
    expect(needsHeader(undefined, same.entry, { mediaType: 'Text' })).toBe(false)
  })

  it('is needed of images that an earlier version read, and not where nothing can come of it', () => {
    const { format: _, ...earlier } = unlabeled
    const { width: _width, height: _height, ...unknown } = earlier
    const isNeeded = (item: ItemDocument) => needsHeader(item, same.entry, flag)
    expect(isNeeded(earlier)).toBe(true)
    expect(isNeeded(unknown)).toBe(true)
    expect(isNeeded({ ...unknown, problem: 'Truncated' })).toBe(true)
    expect(isNeeded({ ...unknown, problem: 'Unreadable' })).toBe(true)
    expect(isNeeded({ ...unknown, problem: 'NotAnImage' })).toBe(false)
    expect(isNeeded({ ...unknown, format: 'png', problem: 'Truncated' })).toBe(false)
    expect(isNeeded({ ...unknown, format: 'jpeg' })).toBe(false)
  })

  it('of an image that an earlier version read replaces all that was known', () => {
    const { format: _, ...earlier } = { ...labeled, problem: 'Truncated' as const }
    const { width: _width, height: _height, problem: _problem, ...rest } = earlier
    const measured = {
      width: 4,
      height: 3,
      format: 'tiff',
      orientation: 6,
      problem: 'NotDisplayable' as const,
    }
    expect(decideFile(earlier, { ...same, measured }, flag, now)).toEqual({
      ...rest,
      file: same.entry && { ...earlier.file, size: 9, lastModified: 400 },
      ...measured,
    })
    expect(decideFile(earlier, { ...same, measured: { problem: 'Unreadable' } }, flag, now)).toBeUndefined()
  })
})

describe('a file of the same content with another etag', () => {
  const md5 = 'CY9rzUYh03PK3k6DJie09g=='
  const withMd5 = (item: ItemDocument): ItemDocument => ({ ...item, file: { ...item.file, size: 9, md5 } })
  const again = { ...other, entry: { ...other.entry, md5 } }
  const file = { etag: 'other', size: 9, md5, lastModified: 400 }

  it.each([
    ['unlabeled', unlabeled],
    ['labeled', labeled],
    ['approved', approved],
    ['skipped', skipped],
    ['removed', removed],
    ['rejected', rejected],
    ['changed before', { ...labeled, changed: true as const }],
  ])('leaves one that is %s as it is, but for etag and date of the file', (_name, item) => {
    const before = withMd5(item)
    expect(decideFile(before, again, flag, now)).toEqual({ ...before, file })
    expect(decideFile(before, again, requeue, now)).toEqual({ ...before, file })
    expect(needsHeader(before, again.entry, flag)).toBe(false)
  })

  it('is read again if it was no image, as its Content-Encoding may have been corrected', () => {
    const before: ItemDocument = { ...withMd5(labeled), problem: 'NotAnImage' }
    expect(needsHeader(before, again.entry, flag)).toBe(true)
    const { problem, ...found } = decideFile(before, { ...again, measured: { format: 'gif' } }, flag, now)!
    expect([problem, found.format, found.state]).toEqual([undefined, 'gif', 'labeled'])
  })

  it('is found again', () => {
    const gone = decideMissing(withMd5(labeled), now)!
    expect(decideFile(gone, again, requeue, now + 1)).toEqual({ ...labeled, file, changedAt: now + 1 })
  })

  it.each([
    ['the item has none', { ...labeled, file: { ...labeled.file, size: 9 } }, again],
    ['the listing has none', withMd5(labeled), other],
    ['neither has one', { ...labeled, file: { ...labeled.file, size: 9 } }, other],
    ['the MD5 differs', withMd5(labeled), { ...again, entry: { ...again.entry, md5: 'other' } }],
    ['the size differs', { ...labeled, file: { ...labeled.file, md5 } }, again],
  ])('is another file if %s', (_name, item, listing) => {
    expect(decideFile(item, listing, flag, now)).toMatchObject({ changed: true, changedAt: now })
    expect(decideFile(item, listing, requeue, now)).toMatchObject({ state: 'unlabeled' })
  })

  it('must be read to know it only if storage lost the MD5', () => {
    const item = withMd5(labeled)
    expect(needsMd5(item, other.entry)).toBe(true)
    expect(needsMd5(undefined, other.entry)).toBe(false)
    expect(needsMd5(labeled, other.entry)).toBe(false)
    expect(needsMd5(item, again.entry)).toBe(false)
    expect(needsMd5(item, same.entry)).toBe(false)
    expect(needsMd5(item, { ...other.entry, size: 10 })).toBe(false)
    const large = 64 * 1024 * 1024 + 1
    const largeItem = { ...item, file: { ...item.file, size: large } }
    expect(needsMd5(largeItem, { ...other.entry, size: large })).toBe(false)
    expect(
      needsMd5({ ...item, file: { ...item.file, size: large - 1 } }, { ...other.entry, size: large - 1 }),
    ).toBe(true)
  })
})
