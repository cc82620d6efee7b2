import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../../src/domain/core/ids.ts'
import { acceptSkipOfItem, answerItem } from '../../../../src/domain/model/items/change-item.ts'
import type { ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { removeItem, restoreItem } from '../../../../src/domain/model/items/remove-item.ts'
import { itemIdOf, segmentOf } from '../../../../src/domain/model/items/segment.ts'
import { updateItems } from '../../../../src/domain/model/items/update-items.ts'
import { createPageWorld, type ShownItem } from '../../../support/page-world.ts'

const [ana, lead, rita] = ['ana', 'lead', 'rita'].map((name) => userId.parse(name))
const skipped = (item: ItemDocument) => answerItem(item, { type: 'Skip' }, ana!, 1)

const shownAfter = async (...changes: readonly ((item: ItemDocument) => ItemDocument | undefined)[]) => {
  const { rita: reviewer, store, project } = await createPageWorld(['a.png'])
  const id = itemIdOf(project.datastore, 'a.png')
  const segment = { uid: project.uid, segment: segmentOf(id, project.segments) }
  for (const change of changes)
    await updateItems(store, segment, new Map([[id, 'a.png']]), (item) => item && change(item))
  const listed = (await reviewer('GET', '/items')).json['value'] as ShownItem[]
  const { json: detail } = await reviewer('GET', `/items/${id}`)
  return { listed: listed[0]!, detail }
}

describe('a removed item', () => {
  test.each([
    ['removed with others', [(item: ItemDocument) => removeItem(item, lead!, 5000)], 'lead', 5000],
    [
      'whose skip was accepted',
      [skipped, (item: ItemDocument) => acceptSkipOfItem(item, rita!, 6000)],
      'rita',
      6000,
    ],
  ] as const)('%s shows who removed it, and when', async (_, changes, removedBy, at) => {
    const { listed, detail } = await shownAfter(...changes)
    const shown = { state: 'removed', removedBy, removedAt: new Date(at).toISOString() }
    expect(listed).toMatchObject(shown)
    expect(detail).toMatchObject(shown)
  })

  test('that is back, like any other item, shows nothing of it', async () => {
    const { listed, detail } = await shownAfter(
      (item) => removeItem(item, lead!, 5000),
      (item) => restoreItem(item, 6000),
    )
    for (const item of [listed, detail]) {
      expect(item).toMatchObject({ state: 'unlabeled' })
      expect(item).not.toHaveProperty('removedBy')
      expect(item).not.toHaveProperty('removedAt')
    }
  })
})
