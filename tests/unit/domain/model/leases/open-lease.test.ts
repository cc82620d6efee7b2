import { describe, expect, test } from '@jest/globals'
import { pageId } from '../../../../../src/domain/core/ids.ts'
import { openAnyPage, openPage } from '../../../../../src/domain/model/leases/open-lease.ts'
import { callerOf, makePage, makeProject } from '../../../../support/make-documents.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'

const project = makeProject({ segments: 2 })
const page = makePage('ana', [], { page: pageId.parse('1-x'), id: 'page:1-x' })

const setUp = async () => {
  const store = createMemoryStore(() => 0)
  await store.batch('items', 'u1:1', [{ type: 'create', document: page }])
  return store
}
const notFound = (id: string) => ({
  code: 'PageNotFound',
  message: `You hold no page '${id}'; ask for a new page`,
  target: 'page',
})

describe('a lease', () => {
  test('is found in its segment', async () => {
    const store = await setUp()
    const opened = { page: { document: page }, segment: 1 }
    expect(await openAnyPage(store, project, page.page)).toMatchObject(opened)
    expect(await openPage(store, callerOf('ana'), project, page.page)).toMatchObject(opened)
  })

  test('is found by its labeler alone', async () => {
    const store = await setUp()
    await expect(openPage(store, callerOf('ben'), project, page.page)).rejects.toMatchObject(notFound('1-x'))
  })

  test('that does not exist is not found', async () => {
    const store = await setUp()
    for (const id of ['0-x', '1-y', '2-x'])
      await expect(openAnyPage(store, project, pageId.parse(id))).rejects.toMatchObject(notFound(id))
  })
})
