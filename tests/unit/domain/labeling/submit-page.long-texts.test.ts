import { expect, test } from '@jest/globals'
import { maxHistoryBytes } from '../../../../src/domain/model/items/bound-history.ts'
import {
  callerOf,
  createLabelingService,
  dispatchProblems,
  lead,
  makeProject,
  readItems,
  setUpProject,
} from '../../../support/labeling-world.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const ana = callerOf('ana')
// The longest texts that the schemas allow, by the bytes that a character takes in JSON: 6, 3, 4 for two units.
test.each([
  ['control characters', '\u0001', 30],
  ['Chinese', '漢', 10],
  ['emoji', '😀', 10],
])('a page of fifty items is submitted however often it was rejected (%s)', async (_, character, rounds) => {
  const text = (units: number): string => character.repeat(units / character.length)
  let [ids, clock] = [0, 1000]
  const store = createMemoryStore(() => clock)
  const service = createLabelingService(
    store,
    () => clock,
    () => `id${(ids += 1)}`,
  )
  const project = makeProject()
  const path = (index: number): string => `${text(1000)}${String(index).padStart(4, '0')}.png`
  const paths = Array.from({ length: 50 }, (_none, index) => path(index))
  await setUpProject(store, project, ['ana'], paths)
  for (let round = 0; round < rounds; round += 1) {
    clock += 1000
    const next = await service.takePage(ana, { project: project.id, size: 50 })
    if (!('page' in next)) throw new Error('There is a page')
    const { page, items } = next.page
    expect(items).toHaveLength(50)
    const answers = items.map(({ id }) => ({ item: id, skip: true as const, reason: text(1000) }))
    const results = await service.submitPage(ana, { project: project.id, page, answers })
    expect(results.filter(({ status }) => status !== 'Accepted')).toEqual([])
    const rejection = { project: project.id, items: items.map(({ id }) => id), comment: text(2000) }
    const rejected = await service.rejectItems(lead, rejection)
    expect(rejected.filter(({ status }) => status !== 'Accepted')).toEqual([])
  }
  const all = await readItems(store, project)
  for (const item of all) {
    expect(Buffer.byteLength(JSON.stringify(item.history))).toBeLessThanOrEqual(maxHistoryBytes + 2)
    expect(item.history.at(-1)).toMatchObject({ comment: text(2000), decision: { reason: text(1000) } })
    // Older rejections are still there, without their texts.
    expect(item.history.length).toBeGreaterThanOrEqual(Math.min(rounds, 15))
  }
  // Counts of ever-rejected answers can be held against the history only while that is complete.
  const isComplete = all.every(({ history }) => history.length === rounds)
  if (isComplete) expect(await dispatchProblems(store, project, clock)).toEqual([])
})
