import { beforeAll, describe, expect, it } from '@jest/globals'
import type { ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { updateItems } from '../../../../src/domain/model/items/update-items.ts'
import { listItems } from '../../../../src/domain/items/list-items.ts'
import { getProgress } from '../../../../src/domain/projects/get-progress.ts'
import {
  callerOf,
  createLabelingService,
  lead,
  makeProject,
  readItems,
} from '../../../support/labeling-world.ts'
import { createLongWorkWorld, image } from '../../../support/long-work-world.ts'
import { addMember } from '../../../support/seed-project.ts'
import { openTestStore } from './test-store.ts'

const pageSize = 9
const labelers = 5
const files = 990
/** What one label may cost, from the page that hands its item out to the answer in the database. */
const budget = 20
/** What an imported item may cost, from the request of the project until it can be labeled, its header included. */
const importBudget = 8

const project = makeProject({ status: 'Creating' })
const name = project.id
const callers = Array.from({ length: labelers }, (_, index) => callerOf(`labeler${index}`))
const pathOf = (index: number): string =>
  `animals/cats-and-dogs/2026-10/${String(index).padStart(8, '0')}.png`

const withPast = (item: ItemDocument): ItemDocument => ({
  ...item,
  history: [
    {
      decision: { source: 'Labeler', type: 'Skip', by: lead.user, at: 1 },
      endedAt: 2,
      endedBy: lead.user,
      action: 'Rejected',
      comment: 'c'.repeat(380),
    },
  ],
})

describe('request units by the documented prices', () => {
  const { store, gateway, now } = openTestStore()
  let ids = 0
  const service = createLabelingService(store, now, () => {
    ids += 1
    return `id${ids}`
  })
  const lines: string[] = []

  /** What was charged while it ran, for each of so many. */
  const cost = async (what: string, of: number, run: () => Promise<unknown>): Promise<number> => {
    const before = gateway.charges.length
    await run()
    const units = gateway.charges.slice(before).reduce((sum, { charge }) => sum + charge, 0) / of
    lines.push(`${what.padEnd(44)} ${units.toFixed(2).padStart(8)} RU`)
    return units
  }

  let world: Awaited<ReturnType<typeof createLongWorkWorld>>
  beforeAll(async () => {
    world = await createLongWorkWorld(project, store)
    for (const { user } of callers) await addMember(store, project, user, 'Labeler')
  })

  it('stay within the budget', async () => {
    for (let index = 0; index < files; index += 1)
      world.container.write(pathOf(index), image(index + 1, 7), 1_700_000_000_000)
    const imported = await cost('import, an item with its header', files, async () => {
      await world.startImport()
      await world.runStarted()
    })
    expect((await readItems(store, project)).filter(({ width }) => width === undefined)).toEqual([])
    // An answer that was rejected with a comment makes an item 1 KB as it lies in the database.
    const everyItem = new Map((await readItems(store, project)).map(({ id }) => [id, undefined] as const))
    await updateItems(store, { uid: project.uid, segment: 0 }, everyItem, (item) => item && withPast(item))
    const bytes = (await readItems(store, project)).map((item) => JSON.stringify(item).length)
    expect(Math.min(...bytes)).toBeGreaterThan(800)

    const held = new Map<string, Awaited<ReturnType<typeof service.nextPage>>>()
    const takeAll = async (): Promise<void> => {
      for (const caller of callers)
        held.set(caller.user, await service.nextPage(caller, { project: name, size: pageSize }))
    }
    const submitAll = async (): Promise<void> => {
      for (const caller of callers) {
        const next = held.get(caller.user)
        if (!next || !('page' in next)) throw new Error('There is nothing left')
        const { page } = next
        expect(page.items).toHaveLength(pageSize)
        const answers = page.items.map(({ id }, index) => ({
          item: id,
          labels: [['Cat', 'Dog/Poodle'][index % 2] ?? ''],
        }))
        await service.submitPage(caller, { project: name, page: page.page, answers })
      }
    }
    // The first round makes the documents that a labeler has once.
    await takeAll()
    await submitAll()
    const next = await cost(`next page of ${pageSize}, ${labelers} labelers at work`, labelers, takeAll)
    const submit = await cost(`submit a page of ${pageSize}`, labelers, submitAll)
    const perLabel = (next + submit) / pageSize
    lines.push(`${'a label, dispatched and submitted'.padEnd(44)} ${perLabel.toFixed(2).padStart(8)} RU`)
    await cost('progress of a project of one segment', 1, async () => getProgress({ store, now })(lead, name))
    const filter = { state: 'labeled' as const }
    await cost('a page of 50 to review', 1, async () =>
      listItems({ store, now })(lead, { project: name, filter, pageSize: 50 }),
    )
    // An export reads each item once, a page of a segment at a time; its other documents are few.
    const exported = await cost('export, an item', files, async () => readItems(store, project))
    process.stdout.write(`${lines.join('\n')}\n`)
    expect(gateway.complaints).toEqual([])
    expect(imported).toBeLessThanOrEqual(importBudget)
    expect(perLabel).toBeLessThan(budget)
    expect(exported).toBeLessThan(1.2)
  })
})
