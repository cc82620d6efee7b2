import { describe, expect, it } from '@jest/globals'
import { counters, countersId } from '../../../../src/domain/model/items/counters.ts'
import { items } from '../../../../src/domain/model/items/item.ts'
import { writeSegment } from '../../../../src/domain/model/items/write-segment.ts'
import { endOperation } from '../../../../src/domain/model/operations/end-operation.ts'
import { WorkStopped } from '../../../../src/domain/model/operations/open-work.ts'
import { faultyStore } from '../../../support/faulty-store.ts'
import { lead } from '../../../support/labeling-world.ts'
import { toOldCounters } from '../../../support/counter-forms.ts'
import {
  auditsIn,
  between,
  idsIn,
  itemsIn,
  label,
  problemsIn,
  remove,
  spoil,
  startWithHistory,
} from '../../../support/recount-world.ts'

describe('a segment in which others are at work', () => {
  it('is counted again when a page was submitted meanwhile', async () => {
    const world = await startWithHistory()
    await spoil(world.store, world.partition, 'states.labeled', 2)
    let submitted = 0
    const store = between(world.store, async () => {
      if (submitted < 2) await label(world, 'ben', 1, 2)
      submitted += 1
    })
    const end = await world.recount(await world.start(true), store)
    expect(end).toMatchObject({
      busy: false,
      differenceCount: 1,
      differences: [{ counter: 'states.labeled' }],
    })
    expect(await problemsIn(world)).toEqual([])
  })

  it('sees a label that is replaced, though the counters of items stay as they are', async () => {
    const world = await startWithHistory()
    await toOldCounters(world.store, world.partition)
    // Wrong by just as much as the replaced label will move them: after it they look right to who read its item before.
    for (const counter of ['labeled', 'submitted']) {
      await spoil(world.store, world.partition, `labelers.ana.${counter}`, 1)
      await spoil(world.store, world.partition, `labelers.lead.${counter}`, -1)
    }
    const item = (await itemsIn(world)).find(
      ({ document }) => document.state === 'labeled' && document.labeledBy === 'ana',
    )!.document
    const { states, classes, open } = (await counters.read(world.store, world.partition, countersId))!
      .document
    let pages = 0
    const store = between(world.store, async () => {
      pages += 1
      if (pages === 5)
        await world.service.labelItem(lead, {
          project: world.project.id,
          item: item.id,
          label: { labels: [item.classes?.[0] === 'c0' ? 'Cat' : 'Dog'] },
          ifMatch: '*',
        })
    })
    const end = await world.recount(await world.start(true), store)
    expect((await counters.read(world.store, world.partition, countersId))?.document).toMatchObject({
      states,
      classes,
      open,
    })
    expect(end.differences.map(({ counter }) => counter)).toEqual([
      'labelers.ana.labeled',
      'labelers.lead.labeled',
    ])
    expect(await problemsIn(world)).toEqual([])
  })

  it('is not misled by changes that add up to nothing', async () => {
    const world = await startWithHistory()
    const segment = { uid: world.project.uid, segment: 0 }
    const open = (await itemsIn(world)).filter(({ document }) => document.state === 'unlabeled')
    const [first, last] = [open[0]!, open.at(-1)!]
    const { queue: _, ...gone } = first.document
    await writeSegment(world.store, segment, [{ before: first, after: { ...gone, missing: true } }])
    await spoil(world.store, world.partition, 'open', 4)
    const before = (await counters.read(world.store, world.partition, countersId))?.document
    let pages = 0
    const store = between(world.store, async () => {
      pages += 1
      if (pages !== 2) return
      const { queue: __, ...lost } = last.document
      const missing = await items.read(world.store, world.partition, first.document.id)
      const swapped = await writeSegment(world.store, segment, [
        { before: missing!, after: first.document },
        { before: last, after: { ...lost, missing: true } },
      ])
      expect(swapped.ok).toBe(true)
      expect((await counters.read(world.store, world.partition, countersId))?.document).toEqual(before)
    })
    const end = await world.recount(await world.start(true), store)
    expect(end).toMatchObject({ differenceCount: 1, differences: [{ counter: 'open' }] })
    expect(await problemsIn(world)).toEqual([])
  })

  it('is busy if that never ends, and nothing is written', async () => {
    const world = await startWithHistory()
    await spoil(world.store, world.partition, 'states.labeled', 2)
    const [item] = await idsIn(world, 'labeled')
    let turn = 0
    const store = between(world.store, () =>
      world.service.labelItem(lead, {
        project: world.project.id,
        item: item!,
        label: { labels: [(turn += 1) % 2 === 0 ? 'Cat' : 'Dog'] },
        ifMatch: '*',
      }),
    )
    const id = await world.start(true)
    expect(await world.recount(id, store)).toEqual({
      segment: 0,
      items: 0,
      busy: true,
      differences: [],
      differenceCount: 0,
    })
    expect(await auditsIn(world)).toEqual([])
    expect(await world.recount(id)).toMatchObject({
      busy: false,
      differences: [{ counter: 'states.labeled' }],
    })
  })

  it('is counted again when the correction comes too late', async () => {
    const world = await startWithHistory()
    await spoil(world.store, world.partition, 'classes.c0', -1)
    let conflicts = 0
    const store = faultyStore(world.store, (call) => {
      if (call.method !== 'batch' || call.container !== 'items' || conflicts === 2) return 'pass'
      conflicts += 1
      return 'conflict'
    })
    const end = await world.recount(await world.start(true), store)
    expect(end).toMatchObject({ busy: false, differences: [{ counter: 'classes.c0' }] })
    expect(await problemsIn(world)).toEqual([])
  })

  it('begins no other attempt after some seconds', async () => {
    const world = await startWithHistory()
    let scans = 0
    const store = between(world.store, async () => {
      scans += 1
      world.clock.now += 3000
      await label(world, 'ben', 1, 1)
    })
    expect(await world.recount(await world.start(false), store)).toMatchObject({ busy: true })
    const pages = scans
    expect(pages).toBeGreaterThan(3)
    expect(pages).toBeLessThan(20)
  })

  it('tells what was corrected when the answer to the write was lost', async () => {
    const world = await startWithHistory()
    await spoil(world.store, world.partition, 'open', 1)
    const id = await world.start(true)
    const losing = faultyStore(world.store, (call) =>
      call.method === 'batch' && call.container === 'items' ? 'lose' : 'pass',
    )
    await expect(world.recount(id, losing)).rejects.toMatchObject({ code: 'ServiceUnavailable' })
    expect(await world.recount(id)).toMatchObject({ differenceCount: 1, differences: [{ counter: 'open' }] })
    expect(await problemsIn(world)).toEqual([])
  })

  it('writes nothing once its operation has ended', async () => {
    const world = await startWithHistory()
    await remove(world.store, world.partition, countersId)
    const id = await world.start(true)
    const store = between(world.store, () => endOperation(world.deps, id, { status: 'Canceled' }))
    await expect(world.recount(id, store)).rejects.toThrow(WorkStopped)
    expect(await counters.read(world.store, world.partition, countersId)).toBeUndefined()
    await expect(world.recount(id)).rejects.toThrow(WorkStopped)
  })
})
