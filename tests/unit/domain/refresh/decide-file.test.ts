import { describe, expect, it } from '@jest/globals'
import {
  approveItem,
  answerItem,
  acceptSkipOfItem,
  rejectItem,
} from '../../../../src/domain/model/items/change-item.ts'
import { decidedOf, type ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { decideFile, decideMissing, type FilePolicy } from '../../../../src/domain/refresh/decide-file.ts'
import { userId } from '../../../../src/domain/core/ids.ts'
import { labelOf, makeItem, makeProject } from '../../../support/labeling-world.ts'

const project = makeProject()
const flag: FilePolicy = { mediaType: 'Image', changedFiles: 'Flag' }
const requeue: FilePolicy = { mediaType: 'Image', changedFiles: 'Requeue' }
const ann = userId.parse('ann')
const now = 500

const { headerPending: _, ...unmeasured } = makeItem(project, 'a.png', 1)
const unlabeled: ItemDocument = { ...unmeasured, width: 3, height: 4 }
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
    expect(decideFile(gone, same, flag, now)).toEqual({ ...unlabeled, changedAt: now })
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
    const after = decideFile({ ...unmeasured, problem: 'Unreadable' }, same, flag, now)
    expect(after).toMatchObject({ headerPending: true })
    expect(after?.problem).toBeUndefined()
    expect(decideFile({ ...unmeasured, problem: 'NotAnImage' }, same, flag, now)).toBeUndefined()
  })
})
