import { describe, expect, test } from '@jest/globals'
import { items } from '../../../../src/domain/model/items/item.ts'
import { requeueItem } from '../../../../src/domain/model/items/change-item.ts'
import { updateItems } from '../../../../src/domain/model/items/update-items.ts'
import { createPageWorld, itemsOf } from '../../../support/page-world.ts'

const rejected = { why: 'Rejected', labels: ['Dog/Poodle'], comment: 'This is a cat.' }

describe('an item that was rejected', () => {
  test('comes back with the comment and the former answer, and without names', async () => {
    const { ana, rita, label, world } = await createPageWorld(['a.png'])
    const [item] = await label(ana, 1, ['Dog/Poodle'])
    world.now += 1000
    await rita('POST', '/reject-items', { items: [item!.id], comment: 'This is a cat.' })
    const page = (await ana('POST', '/pages', { size: 1 })).json
    const at = new Date(world.now).toISOString()
    for (const shown of [page, (await ana('GET', `/pages/${String(page['id'])}`)).json]) {
      expect(itemsOf(shown)).toMatchObject([{ id: item!.id, returned: { ...rejected, at } }])
      expect(JSON.stringify(shown)).not.toMatch(/rita|ana/)
    }
  })

  test('shows the newest rejection only, a skip with its reason, and nothing once it is answered', async () => {
    const { ana, rita, label, world } = await createPageWorld(['a.png'])
    const [item] = await label(ana, 1, ['Cat'])
    await rita('POST', '/reject-items', { items: [item!.id], comment: 'No cat.' })
    const page = (await ana('POST', '/pages', { size: 1 })).json
    const answers = [{ item: item!.id, skip: true, reason: 'Too dark' }]
    await ana('POST', `/pages/${String(page['id'])}/submit`, { answers })
    const after = (await ana('GET', `/pages/${String(page['id'])}`)).json
    expect(itemsOf(after)[0]).not.toHaveProperty('returned')
    world.now += 1000
    await rita('POST', '/reject-items', { items: [item!.id] })
    const at = new Date(world.now).toISOString()
    const [shown] = itemsOf((await ana('POST', '/pages', { size: 1 })).json)
    expect(shown!['returned']).toEqual({ why: 'Rejected', skipped: true, reason: 'Too dark', at })
  })

  test('is for anybody if the labeler is gone; others that have no answer say nothing', async () => {
    const { ana, ben, rita, label } = await createPageWorld(['a.png', 'b.png'])
    const [item] = await label(ana, 1, ['Dog/Poodle'])
    await rita('POST', '/reject-items', { items: [item!.id], comment: 'This is a cat.' })
    const [first, second] = itemsOf((await ben('POST', '/pages', { size: 2 })).json)
    expect(first).toMatchObject({ id: item!.id, returned: rejected })
    expect(second).not.toHaveProperty('returned')
  })
})

describe('a rejected item, while its labeler has a page', () => {
  const setUp = async () => {
    const paths = Array.from({ length: 6 }, (_, index) => `${index}.png`)
    const world = await createPageWorld(paths)
    const [item] = await world.label(world.ana, 1, ['Dog/Poodle'])
    const held = (await world.ana('POST', '/pages', { size: 1 })).json
    await world.rita('POST', '/reject-items', { items: [item!.id], comment: 'This is a cat.' })
    const submit = () => {
      const answers = itemsOf(held).map(({ id }) => ({ item: id, labels: ['Cat'] }))
      return world.ana('POST', `/pages/${String(held['id'])}/submit`, { answers })
    }
    return { ...world, item: item!, submit }
  }

  test('goes to that labeler, and not to the one who asks first', async () => {
    const { ana, ben, item, submit } = await setUp()
    const bens = itemsOf((await ben('POST', '/pages', { size: 2 })).json)
    expect(bens.map(({ id }) => id)).not.toContain(item.id)
    await submit()
    const [first] = itemsOf((await ana('POST', '/pages', { size: 2 })).json)
    expect(first).toMatchObject({ id: item.id, returned: rejected })
  })

  test('goes to another one if nothing else is left', async () => {
    const { ben, item } = await setUp()
    const all = itemsOf((await ben('POST', '/pages', { size: 50 })).json)
    expect(all).toHaveLength(5)
    expect(all.at(-1)).toMatchObject({ id: item.id, returned: rejected })
  })
})

test('an item whose file changed comes back with the former answer and this reason', async () => {
  const { ana, label, store, world, project } = await createPageWorld(['a.png'])
  const [item] = await label(ana, 1, ['Cat'])
  const [stored] = await items.readMany(store, 'u1:0', [item!.id])
  await updateItems(
    store,
    { uid: project.uid, segment: 0 },
    new Map([[stored!.document.id, 1]]),
    (one) => one && requeueItem(one, 'refresh', world.now),
  )
  const [shown] = itemsOf((await ana('POST', '/pages', { size: 1 })).json)
  expect(shown!['returned']).toMatchObject({ why: 'FileChanged', labels: ['Cat'] })
  expect(shown!['returned']).not.toHaveProperty('comment')
})
