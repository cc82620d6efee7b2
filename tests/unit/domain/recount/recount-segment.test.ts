import { describe, expect, it } from '@jest/globals'
import { countersId, labelerDocumentId, labelers } from '../../../../src/domain/model/items/counters.ts'
import { endOperation } from '../../../../src/domain/model/operations/end-operation.ts'
import type { BatchOperation } from '../../../../src/domain/ports/store.ts'
import { readAll } from '../../../support/check-counters.ts'
import { faultyStore } from '../../../support/faulty-store.ts'
import {
  auditsIn,
  createRecountWorld,
  documentsIn,
  problemsIn,
  remove,
  spoil,
  startWithHistory,
} from '../../../support/recount-world.ts'
import { toOldCounters } from '../../../support/counter-forms.ts'
import { wrapStore } from '../../../support/wrapped-store.ts'

/** The documents, without numbers that are 0: to the counters they are as good as absent. */
const documents = (some: Awaited<ReturnType<typeof documentsIn>>): unknown =>
  JSON.parse(
    JSON.stringify(
      some.map(({ document }) => document),
      (_, value) => (value === 0 ? undefined : value),
    ),
  )

describe('a segment in order', () => {
  it('shows no difference, and is read once', async () => {
    const world = await startWithHistory()
    const before = await documentsIn(world)
    let reads = 0
    const watched = wrapStore(world.store, (call, run) => {
      if (call.method === 'query' && call.container === 'items') reads += 1
      return run()
    })
    const end = await world.recount(await world.start(true), watched)
    expect(end).toEqual({ segment: 0, items: 20, busy: false, differences: [], differenceCount: 0 })
    // The labelers before and after, the items, and what was corrected before.
    expect(reads).toBe(4)
    expect(await documentsIn(world)).toEqual(before)
    expect(await auditsIn(world)).toEqual([])
  })

  it('without items needs no counters', async () => {
    const world = await createRecountWorld(0)
    expect(await world.recount(await world.start(true))).toMatchObject({ items: 0, differenceCount: 0 })
    expect(await documentsIn(world)).toEqual([])
  })
})

describe('a counter that is wrong', () => {
  const all = [
    ...['unlabeled', 'labeled', 'skipped', 'needsReview', 'approved', 'removed'].map(
      (one) => `states.${one}`,
    ),
    'open',
    'missing',
    'changed',
    'problems',
    'headersPending',
    'classes.c0',
    'classes.c2',
    'classes.c77',
    'labelers.ana.labeled',
    'labelers.ana.skipped',
    'labelers.ben.labeled',
    'labelers.lead.skipped',
  ]

  it.each(all)('%s is found, and corrected if that is asked for', async (counter) => {
    const world = await startWithHistory()
    const right = await documentsIn(world)
    await spoil(world.store, world.partition, counter, 3)
    const wrong = await documentsIn(world)

    const found = await world.recount(await world.start(false))
    expect(found).toMatchObject({ busy: false, differenceCount: 1, differences: [{ segment: 0, counter }] })
    const [difference] = found.differences
    expect(difference!.stored - difference!.counted).toBe(3)
    expect(await documentsIn(world)).toEqual(wrong)

    await endOperation(world.deps, world.workflows.started[0]!.id, { status: 'Succeeded' })
    const id = await world.start(true)
    expect(await world.recount(id)).toEqual(found)
    expect(documents(await documentsIn(world))).toEqual(documents(right))
    expect(await problemsIn(world)).toEqual([])
    expect(await auditsIn(world)).toMatchObject([
      {
        by: 'lead',
        target: id,
        project: { name: 'cats' },
        changes: [{ name: counter, from: String(difference!.stored), to: String(difference!.counted) }],
      },
    ])
  })

  it('is corrected with all others at once, and a repeated step tells the same again', async () => {
    const world = await startWithHistory()
    for (const [index, counter] of all.entries())
      await spoil(world.store, world.partition, counter, index - 7)
    const id = await world.start(true)
    const first = await world.recount(id)
    expect(first.differences.map(({ counter }) => counter).toSorted()).toEqual(
      all.filter((_, index) => index !== 7).toSorted(),
    )
    expect(await problemsIn(world)).toEqual([])
    const corrected = await documentsIn(world)
    expect(await world.recount(id)).toEqual(first)
    expect(await documentsIn(world)).toEqual(corrected)
    expect(await auditsIn(world)).toHaveLength(1)
  })

  it('shows as many as there is room for, and counts all', async () => {
    const world = await startWithHistory()
    for (const counter of all) await spoil(world.store, world.partition, counter, 1)
    const end = await world.recount(await world.start(false), world.store, { room: 3 })
    expect(end).toMatchObject({ differenceCount: all.length })
    expect(end.differences).toHaveLength(3)
  })

  it('that counts what happened, ever, is left alone', async () => {
    const world = await startWithHistory()
    for (const counter of ['labelers.ana.submitted', 'labelers.ana.rejected'])
      await spoil(world.store, world.partition, counter, 5)
    const before = await documentsIn(world)
    expect(await world.recount(await world.start(true))).toMatchObject({ differenceCount: 0 })
    expect(await documentsIn(world)).toEqual(before)
  })
})

describe('documents that are not there', () => {
  it('are made: the counters', async () => {
    const world = await startWithHistory()
    await remove(world.store, world.partition, countersId)
    const end = await world.recount(await world.start(true))
    expect(end.differences).toContainEqual({ segment: 0, counter: 'open', stored: 0, counted: 10 })
    expect(await problemsIn(world)).toEqual([])
  })

  it('are made: a labeler’s, with what their answers still show', async () => {
    const world = await startWithHistory()
    await toOldCounters(world.store, world.partition)
    await remove(world.store, world.partition, labelerDocumentId('ben'))
    const end = await world.recount(await world.start(true))
    const made = await labelers.read(world.store, world.partition, labelerDocumentId('ben'))
    const { labeled, skipped } = made!.document
    expect(labeled + skipped).toBeGreaterThan(0)
    // A reviewer replaced one of his labels, which the history of its item shows.
    expect(made!.document).toMatchObject({ user: 'ben', submitted: labeled + skipped + 1, rejected: 0 })
    expect(await problemsIn(world)).toEqual([])
    expect(end.differences.map(({ counter, stored }) => [counter, stored])).toEqual(
      [['labeled', labeled] as const, ['skipped', skipped] as const].flatMap(([name, count]) =>
        count > 0 ? [[`labelers.ben.${name}`, 0]] : [],
      ),
    )
  })

  it('are not made for a labeler whose counters can be in the common document', async () => {
    const world = await startWithHistory()
    for (const [name, by] of [
      ['labeled', -2],
      ['skipped', -1],
    ] as const)
      await spoil(world.store, world.partition, `labelers.ben.${name}`, by)
    expect(await world.recount(await world.start(true))).toMatchObject({ differenceCount: 2 })
    expect(await readAll(world.store, labelers, world.partition)).toEqual([])
    expect(await problemsIn(world)).toEqual([])
  })

  it('keep the form in which they were created', async () => {
    const world = await startWithHistory()
    await toOldCounters(world.store, world.partition)
    const right = await documentsIn(world)
    expect(await world.recount(await world.start(true))).toMatchObject({ differenceCount: 0 })
    for (const counter of ['open', 'labelers.ana.labeled', 'labelers.ben.skipped'])
      await spoil(world.store, world.partition, counter, 4)
    await endOperation(world.deps, world.workflows.started[0]!.id, { status: 'Succeeded' })
    expect(await world.recount(await world.start(true))).toMatchObject({ differenceCount: 3 })
    expect(documents(await documentsIn(world))).toEqual(documents(right))
  })

  it('are corrected where a labeler has some in both', async () => {
    const world = await startWithHistory()
    const own = { labeled: 1, skipped: 0, rejected: 0, submitted: 1, activeMs: 0 }
    const document = { id: labelerDocumentId('ana'), kind: 'labeler', user: 'ana', ...own }
    await world.store.batch('items', world.partition, [{ type: 'create', document }])
    const end = await world.recount(await world.start(true))
    expect(end).toMatchObject({ differenceCount: 1, differences: [{ counter: 'labelers.ana.labeled' }] })
    const [made] = await readAll(world.store, labelers, world.partition)
    expect(made?.document).toEqual(document)
    expect(await world.recount(await world.start(true))).toMatchObject({ differenceCount: 1 })
  })

  it('are corrected in several batches if one cannot hold them', async () => {
    const world = await createRecountWorld(0)
    const creates = Array.from({ length: 230 }, (_, index): BatchOperation => {
      const id = labelerDocumentId(`u${index}`)
      return {
        type: 'create',
        document: {
          id,
          kind: 'labeler',
          user: `u${index}`,
          labeled: 1,
          skipped: 2,
          rejected: 3,
          submitted: 6,
        },
      }
    })
    for (const first of [0, 100, 200])
      await world.store.batch('items', world.partition, creates.slice(first, first + 100))
    const id = await world.start(true)
    let batches = 0
    // The second batch meets a conflict: what the first one corrected is not told twice.
    const store = faultyStore(world.store, (call) => {
      if (call.method === 'batch' && call.container === 'items') batches += 1
      return call.method === 'batch' && batches === 2 ? 'conflict' : 'pass'
    })
    const end = await world.recount(id, store)
    expect(end).toMatchObject({ busy: false, differenceCount: 460 })
    expect(end.differences).toHaveLength(100)
    expect(await auditsIn(world)).toHaveLength(3)
    for (const { document } of await readAll(world.store, labelers, world.partition))
      expect(document).toMatchObject({ labeled: 0, skipped: 0, rejected: 3, submitted: 6 })
    expect(await world.recount(id)).toMatchObject({ differenceCount: 460 })
  })
})
