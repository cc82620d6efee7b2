import { expect, test } from '@jest/globals'
import { reasonWithOpen, reasonWithoutOpen } from '../../../../src/domain/labeling/why-waiting.ts'
import { noCounters } from '../../../../src/domain/model/items/counters.ts'
import { makeItem, makePage, makeProject } from '../../../support/make-documents.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { addItems } from '../../../support/seed-project.ts'

const project = makeProject()
const [one, other] = [makeItem(project, 'a.png'), makeItem(project, 'b.png')]
const gone = makeItem(project, 'gone.png')

test.each([
  [1, [makePage('ana', [one])], 'AllYours'],
  [2, [makePage('ana', [one]), makePage('ana', [other])], 'AllYours'],
  [2, [makePage('ana', [one])], 'AllLeased'],
  // An item that is not open any more counts for nobody.
  [2, [makePage('ana', [one, gone])], 'AllLeased'],
  [1, [makePage('ana', [one, gone])], 'AllYours'],
  [1, [], 'AllLeased'],
] as const)('with %i open items and these pages it is %#', async (open, pages, reason) => {
  const store = createMemoryStore(() => 0)
  await addItems(store, project, ['a.png', 'b.png'])
  const all = [{ ...noCounters, open }]
  expect(await reasonWithOpen(store, project, all, pages)).toBe(reason)
  expect(reasonWithoutOpen(all)).toBeUndefined()
})
