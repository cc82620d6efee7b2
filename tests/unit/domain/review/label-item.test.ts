import { describe, expect, test } from '@jest/globals'
import type { ItemId } from '../../../../src/domain/core/ids.ts'
import { approveItems } from '../../../../src/domain/review/approve-items.ts'
import { rejectItems } from '../../../../src/domain/review/reject-items.ts'
import { acceptSkips } from '../../../../src/domain/review/accept-skips.ts'
import { labelItem } from '../../../../src/domain/review/label-item.ts'
import { callerOf, makeItem } from '../../../support/make-documents.ts'
import { ana, createReviewWorld, rita } from '../../../support/review-world.ts'

const leo = callerOf('leo', 'Admin')

const setUp = async (changes: Parameters<typeof createReviewWorld>[1] = {}) => {
  const world = await createReviewWorld(2, changes)
  const label = async (
    item: ItemId,
    fields: Readonly<Record<string, unknown>> = { labels: ['Dog/Poodle'] },
    ifMatch = '*',
    who = rita,
  ) => labelItem(world.deps)(who, { project: world.project.id, item, label: fields, ifMatch })
  return { ...world, label }
}

describe('a reviewer’s own label', () => {
  test('replaces the answer, with an entry in the audit', async () => {
    const { label, ids, read, audits, project } = await setUp()
    const { etag } = await read(ids[1]!)
    const changed = await label(ids[1]!, { labels: ['Dog/Poodle'] }, etag)
    expect(changed).toEqual({ project, item: await read(ids[1]!) })
    expect(changed.item.document).toMatchObject({
      state: 'labeled',
      classes: ['c2'],
      labeledBy: 'rita',
      changedAt: 1000,
    })
    expect(await audits()).toMatchObject([{ action: 'LabelItem', by: 'rita', at: 1000, items: [ids[1]] }])
  })

  test('may name no class in a multi-label project', async () => {
    const { label, ids } = await setUp({ taskType: 'MultiLabel' })
    expect((await label(ids[0]!, { labels: [] })).item.document).toMatchObject({ classes: [] })
  })

  test('is given on the etag that was read', async () => {
    const { label, ids, read, world } = await setUp()
    const { etag } = await read(ids[0]!)
    await label(ids[0]!, undefined, etag)
    const refusal = { code: 'PreconditionFailed' }
    await expect(label(ids[0]!, { labels: ['Cat'] }, etag)).rejects.toMatchObject(refusal)
    await expect(label(ids[0]!, undefined, etag, leo)).rejects.toMatchObject(refusal)
    world.conflicts = 1
    await expect(label(ids[0]!, { labels: ['Cat'] })).rejects.toMatchObject(refusal)
  })

  test('that is sent again on the etag that it replaced is recognized, and leaves one entry in the audit', async () => {
    const { label, ids, read, audits, deps, project } = await setUp({ taskType: 'MultiLabel' })
    const { etag } = await read(ids[0]!)
    const first = await label(ids[0]!, { labels: ['Cat', 'Dog'] }, etag)
    expect(await label(ids[0]!, { labels: ['Dog', 'Cat'] }, etag)).toEqual(first)
    await approveItems(deps)(rita, { project: project.id, items: [ids[0]!] })
    expect(await label(ids[0]!, { labels: ['Cat', 'Dog'] }, etag)).toMatchObject({
      item: { document: { state: 'approved' } },
    })
    await rejectItems(deps)(leo, { project: project.id, items: [ids[0]!] })
    expect(await label(ids[0]!, { labels: ['Cat', 'Dog'] }, etag)).toEqual({
      project,
      item: await read(ids[0]!),
    })
    expect((await read(ids[0]!)).document.state).toBe('unlabeled')
    expect((await audits()).filter(({ action }) => action === 'LabelItem')).toHaveLength(1)
  })

  test('that the item has already changes nothing on any etag, unless its file has changed', async () => {
    const { label, ids, read, audits, deps } = await setUp()
    const first = await label(ids[0]!)
    expect(await label(ids[0]!)).toEqual(first)
    expect((await label(ids[0]!, undefined, '*', leo)).item.document.history).toHaveLength(2)
    const { document, etag } = await read(ids[0]!)
    await deps.store.batch('items', 'u1:0', [
      { type: 'replace', document: { ...document, changed: true }, ifMatch: etag },
    ])
    const settled = await label(ids[0]!, undefined, '*', leo)
    expect(settled.item.document.changed).toBeUndefined()
    expect(await audits()).toHaveLength(3)
  })

  test('that another copy of the request gave at the same time is recognized', async () => {
    const { ids, read, deps, project, audits } = await setUp()
    const { etag } = await read(ids[0]!)
    const request = {
      project: project.id,
      item: ids[0]!,
      label: { labels: ['Cat'] },
      ifMatch: etag,
    }
    const one = labelItem(deps)(rita, request)
    const other = labelItem(deps)(rita, request)
    expect(await one).toEqual(await other)
    expect(await audits()).toHaveLength(1)
  })

  test.each([
    [{ labels: ['Cow'] }, 'UnknownClass', 'labels'],
    [{ labels: [] }, 'WrongLabelCount', 'labels'],
    [{ boxes: [] }, 'InvalidRequest', 'boxes'],
    [{}, 'InvalidRequest', 'body'],
  ])('must be one of the project: %j', async (fields, code, target) => {
    const { label, ids, audits } = await setUp()
    await expect(label(ids[0]!, fields)).rejects.toMatchObject({
      code,
      target,
      message: expect.stringMatching(/./),
    })
    expect(await audits()).toEqual([])
  })

  test('is not for an item that left the project, nor for one that never was in it', async () => {
    const { label, ids, deps, project } = await setUp()
    await acceptSkips(deps)(rita, { project: project.id, items: [ids[1]!] })
    await expect(label(ids[1]!)).rejects.toMatchObject({
      code: 'WrongItemState',
      message: expect.stringMatching(/removed.*labeled or /),
    })
    await expect(label(makeItem(project, 'x').id)).rejects.toMatchObject({ code: 'ItemNotFound' })
  })

  test('is not for labelers', async () => {
    const { label, ids } = await setUp()
    await expect(label(ids[0]!, undefined, '*', ana)).rejects.toMatchObject({ code: 'Forbidden' })
  })
})
