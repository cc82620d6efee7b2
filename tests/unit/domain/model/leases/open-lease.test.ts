import { describe, expect, test } from '@jest/globals'
import { pageId } from '../../../../../src/domain/core/ids.ts'
import { openAnyLease, openLease } from '../../../../../src/domain/model/leases/open-lease.ts'
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
  message: expect.stringContaining(`'${id}'`),
  target: 'page',
})

describe('a lease', () => {
  test('is found in its segment', async () => {
    const store = await setUp()
    const opened = { lease: { document: page }, segment: 1 }
    expect(await openAnyLease(store, project, page.page)).toMatchObject(opened)
    expect(await openLease(store, callerOf('ana'), project, page.page)).toMatchObject(opened)
  })

  test('is found by its labeler alone', async () => {
    const store = await setUp()
    await expect(openLease(store, callerOf('ben'), project, page.page)).rejects.toMatchObject(notFound('1-x'))
  })

  test('that does not exist is not found', async () => {
    const store = await setUp()
    for (const id of ['0-x', '1-y', '2-x'])
      await expect(openAnyLease(store, project, pageId.parse(id))).rejects.toMatchObject(notFound(id))
  })
})
