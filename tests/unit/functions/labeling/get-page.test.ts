import { expect, test } from '@jest/globals'
import { itemId } from '../../../../src/domain/core/ids.ts'
import type { ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { updateItems } from '../../../../src/domain/model/items/update-items.ts'
import { createPageWorld, itemsOf } from '../../../support/page-world.ts'

test.each<[string, Partial<ItemDocument>, Record<string, unknown>]>([
  ['a size', { width: 640, height: 480 }, { width: 640, height: 480 }],
  ['a problem', { problem: 'Truncated' }, { problem: 'Truncated' }],
  [
    'an archived file',
    { problem: 'Unreadable', unreadable: 'Archived' },
    { problem: 'Unreadable', unreadable: 'Archived' },
  ],
])(
  'a page that was granted before headers were read shows %s that was found since',
  async (_, found, shown) => {
    const { ana, store, world, project } = await createPageWorld(['a.png', 'b.png'])
    const page = (await ana('POST', '/pages', { size: 2 })).json
    const [first, second] = itemsOf(page)
    for (const item of [first!, second!]) expect(item).not.toHaveProperty('width')
    const noRenditions = 'problem' in found ? { thumbnailUrl: undefined, screenUrl: undefined } : {}
    const changed = new Map([[itemId.parse(first!.id), 1]])
    await updateItems(store, { uid: project.uid, segment: 0 }, changed, (item) => {
      if (!item) return undefined
      const { headerPending: _pending, ...rest } = item
      return { ...rest, ...found }
    })
    world.now += 1
    // The instance that granted the page has cached its items.
    for (const answer of [
      await ana('GET', `/pages/${String(page['id'])}`),
      await ana('POST', '/pages', { size: 2 }),
    ]) {
      expect(itemsOf(answer.json)).toEqual([{ ...first, ...noRenditions, ...shown }, second])
      expect(answer.json['id']).toBe(page['id'])
    }
    const answers = itemsOf(page).map(({ id }) => ({ item: id, labels: ['Cat'] }))
    expect(
      (await ana('POST', `/pages/${String(page['id'])}/submit`, { answers })).json['results'],
    ).toMatchObject([{ status: 'Accepted' }, { status: 'Accepted' }])
  },
)
