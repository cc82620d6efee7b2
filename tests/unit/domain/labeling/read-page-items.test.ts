import { describe, expect, test } from '@jest/globals'
import { createItemMemory } from '../../../../src/domain/labeling/item-memory.ts'
import { readPageItems } from '../../../../src/domain/labeling/read-page-items.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { makeItem, makePage, makeProject } from '../../../support/make-documents.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { addItems } from '../../../support/seed-project.ts'

const project = makeProject()
const segment = { uid: project.uid, segment: 0 }
const paths = ['a.png', 'b.png', 'c.png']
const all = paths.map((path) => makeItem(project, path))

const setUp = async (inStore: readonly string[]) => {
  const truth = createMemoryStore(() => 0)
  await addItems(truth, project, inStore)
  const asked: (readonly string[])[] = []
  const store: Store = {
    ...truth,
    readMany: async (container, partition, ids) => {
      asked.push(ids)
      return truth.readMany(container, partition, ids)
    },
  }
  return { store, memory: createItemMemory(), asked }
}
const pathsOf = (items: readonly { readonly path: string }[]) => items.map(({ path }) => path)

describe('the items of a page', () => {
  test('come in its order', async () => {
    const { asked, ...deps } = await setUp(paths)
    expect(pathsOf(await readPageItems(deps, segment, makePage('ana', all)))).toEqual(paths)
    expect(pathsOf(await readPageItems(deps, segment, makePage('ana', all.toReversed())))).toEqual(
      paths.toReversed(),
    )
    expect(asked).toHaveLength(2)
  })

  test('are not read again where this process has handed them out, and stay there for the submit', async () => {
    const { asked, ...deps } = await setUp(paths)
    const [first, ...others] = all
    deps.memory.keep('u1:0', [{ document: first!, etag: 'e' }])
    expect(pathsOf(await readPageItems(deps, segment, makePage('ana', all)))).toEqual(paths)
    expect(asked).toEqual([others.map(({ id }) => id)])
    deps.memory.keep(
      'u1:0',
      others.map((document) => ({ document, etag: 'e' })),
    )
    expect(pathsOf(await readPageItems(deps, segment, makePage('ana', all)))).toEqual(paths)
    expect(asked).toHaveLength(1)
    expect(deps.memory.take('u1:0', [first!.id])).toHaveLength(1)
  })

  test('are those that still exist', async () => {
    const { asked: _, ...deps } = await setUp(['a.png', 'c.png'])
    expect(pathsOf(await readPageItems(deps, segment, makePage('ana', all)))).toEqual(['a.png', 'c.png'])
  })
})
