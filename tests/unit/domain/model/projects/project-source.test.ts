import { expect, test } from '@jest/globals'
import { DomainError, type ErrorCode } from '../../../../../src/domain/core/errors.ts'
import {
  openProjectSource,
  withProjectSource,
} from '../../../../../src/domain/model/projects/project-source.ts'
import { addDatastore } from '../../../../support/datastore-source.ts'
import { makeProject } from '../../../../support/make-documents.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'

const project = makeProject()

const setUp = async () => {
  const store = createMemoryStore(() => 0)
  const { blobs, opened } = await addDatastore(store, { readUrl: async (path) => path })
  return { deps: { store, blobs, now: () => 0 }, opened }
}

test('the datastore of a project is needed', async () => {
  const { deps } = await setUp()
  const source = await openProjectSource(deps, project)
  expect(await source.readUrl('a.png', 0)).toBe('a.png')
  const store = createMemoryStore(() => 0)
  await expect(openProjectSource({ ...deps, store }, project)).rejects.toMatchObject({
    code: 'DatastoreUnreachable',
    message: expect.stringContaining("'store'"),
  })
})

test.each([
  ['DatastoreUnreachable', 2],
  ['DatastoreUnavailable', 1],
] as const)('with a cached datastore %s counts after %i uses', async (code: ErrorCode, uses) => {
  const { deps } = await setUp()
  await withProjectSource(deps, project, async () => undefined)
  let used = 0
  const failing = withProjectSource(deps, project, async () => {
    used += 1
    throw new DomainError(code, 'Because of that')
  })
  await expect(failing).rejects.toMatchObject({ code })
  expect(used).toBe(uses)
})
