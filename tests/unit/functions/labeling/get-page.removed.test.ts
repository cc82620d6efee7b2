import { expect, test } from '@jest/globals'
import { itemId, userId } from '../../../../src/domain/core/ids.ts'
import { removeItem } from '../../../../src/domain/model/items/remove-item.ts'
import { updateItems } from '../../../../src/domain/model/items/update-items.ts'
import { createPageWorld, itemsOf } from '../../../support/page-world.ts'

test('a page marks an item that was removed since it was granted, and refuses its answer with the reason', async () => {
  const { ana, store, world, project } = await createPageWorld(['a.png', 'b.png'])
  const page = (await ana('POST', '/pages', { size: 2 })).json
  const [first, second] = itemsOf(page)
  const removed = new Map([[itemId.parse(first!.id), 1]])
  await updateItems(
    store,
    { uid: project.uid, segment: 0 },
    removed,
    (item) => item && removeItem(item, userId.parse('lead'), world.now),
  )
  world.now += 1
  for (const answer of [
    await ana('GET', `/pages/${String(page['id'])}`),
    await ana('POST', '/pages', { size: 2 }),
  ])
    expect(itemsOf(answer.json)).toEqual([{ ...first, removed: true }, second])
  const answers = [first, second].map((item) => ({ item: item!.id, labels: ['Cat'] }))
  const submit = await ana('POST', `/pages/${String(page['id'])}/submit`, { answers })
  expect(submit.json['results']).toMatchObject([
    {
      status: 'Refused',
      error: { code: 'ItemNotOpen', message: expect.stringContaining('an administrator has removed it') },
    },
    { status: 'Accepted' },
  ])
})
