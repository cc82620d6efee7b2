import { describe, expect, test } from '@jest/globals'
import type { ItemId } from '../../../../src/domain/core/ids.ts'
import { acceptSkips } from '../../../../src/domain/review/accept-skips.ts'
import { labelItem } from '../../../../src/domain/review/label-item.ts'
import { makeItem } from '../../../support/make-documents.ts'
import { ana, createReviewWorld, rita } from '../../../support/review-world.ts'

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
    await expect(label(ids[0]!, undefined, etag)).rejects.toMatchObject(refusal)
    world.conflicts = 1
    await expect(label(ids[0]!)).rejects.toMatchObject(refusal)
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
