import { expect, test } from '@jest/globals'
import { getItem } from '../../../../src/domain/items/get-item.ts'
import { callerOf, makeItem, makeProject } from '../../../support/make-documents.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { addMember, setUpProject } from '../../../support/seed-project.ts'

const project = makeProject()
const input = { project: project.id, item: makeItem(project, 'a.png').id }

test('an item is shown to reviewers, with its etag', async () => {
  const store = createMemoryStore(() => 0)
  await setUpProject(store, project, ['ana'], ['a.png'])
  await addMember(store, project, 'rita', 'Reviewer')
  const get = getItem({ store })
  expect(await get(callerOf('rita', 'Reviewer'), input)).toEqual({
    project,
    item: await store.read('items', 'u1:0', input.item),
  })
  await expect(get(callerOf('ana'), input)).rejects.toMatchObject({ code: 'Forbidden' })
  const item = makeItem(project, 'b.png').id
  await expect(get(callerOf('rita', 'Reviewer'), { ...input, item })).rejects.toMatchObject({
    code: 'ItemNotFound',
  })
})
