import { expect, it } from '@jest/globals'
import { operationId } from '../../../src/domain/core/ids.ts'
import { startExport } from '../../../src/domain/exports/start-export.ts'
import { getExport } from '../../../src/domain/exports/get-export.ts'
import { changeDocument } from '../../../src/domain/model/documents/change-document.ts'
import { startOperation } from '../../../src/domain/model/operations/start-operation.ts'
import { projectPartition, projects } from '../../../src/domain/model/projects/project.ts'
import { dispatchProblems, readItems } from '../../support/labeling-world.ts'
import { admin, createLongWorkWorld, image } from '../../support/long-work-world.ts'
import { createMemoryStore } from '../../support/memory-store.ts'
import { refresh } from '../../support/refresh-world.ts'
import { stingyStore } from '../../support/stingy-store.ts'

const count = 2500

it('all long work reads to the end, however little the store gives at once', async () => {
  const inner = createMemoryStore(() => 1_000_000)
  const world = await createLongWorkWorld({ segments: 1 }, stingyStore(inner))
  for (let index = 0; index < count; index += 1) world.container.write(`f/${index}.png`, image(), 1000)
  await world.startImport()
  await world.runStarted()
  const items = await readItems(inner, world.project)
  expect(items).toHaveLength(count)
  expect(items.filter(({ headerPending }) => headerPending)).toEqual([])

  const { export: id } = await startExport(world.deps)(admin, world.workflows, world.project.id, {
    format: 'Csv',
    include: 'All',
  })
  await world.runStarted()
  const done = await getExport(world.deps)(admin, world.project.id, id)
  expect(done).toMatchObject({ status: 'Succeeded', exportedRowCount: count })

  world.container.files.delete('f/7.png')
  await refresh(world, true)
  expect(
    (await readItems(inner, world.project)).filter(({ missing }) => missing).map(({ path }) => path),
  ).toEqual(['f/7.png'])
  expect(await dispatchProblems(inner, world.project, 1_000_000)).toEqual([])

  await changeDocument(inner, projects, projectPartition, world.project.id, (project) => ({
    ...project,
    status: 'Deleting' as const,
  }))
  await startOperation(world.deps, world.workflows, {
    id: operationId.parse('delete-u1'),
    work: 'delete',
    deleteFiles: true,
    project: world.project.id,
    projectUid: world.project.uid,
    startedBy: 'admin',
  })
  await world.runStarted()
  expect(await readItems(inner, world.project)).toEqual([])
  expect(await inner.read('workspace', projectPartition, world.project.id)).toBeUndefined()
})
