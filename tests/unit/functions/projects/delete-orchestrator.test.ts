import { describe, expect, it } from '@jest/globals'
import { operationId } from '../../../../src/domain/core/ids.ts'
import { startExport } from '../../../../src/domain/exports/start-export.ts'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import { deletedKinds } from '../../../../src/domain/model/kinds.ts'
import { startOperation } from '../../../../src/domain/model/operations/start-operation.ts'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { projectPartition, projects, projectScope } from '../../../../src/domain/model/projects/project.ts'
import { segmentPartition } from '../../../../src/domain/model/items/segment.ts'
import { readItems } from '../../../support/labeling-world.ts'
import { admin, crashingProcesses, createLongWorkWorld, image } from '../../../support/long-work-world.ts'

const start = async () => {
  const world = await createLongWorkWorld()
  for (let index = 0; index < 150; index += 1) world.container.write(`${index}.png`, image(), 1000)
  await world.startImport()
  await world.runStarted()
  const request = { format: 'Csv' as const, include: 'All' as const }
  await startExport(world.deps)(admin, world.workflows, world.project.id, request)
  await world.runStarted()
  return world
}
type World = Awaited<ReturnType<typeof start>>

const begin = async (world: World, deleteFiles: boolean) => {
  await changeDocument(world.store, projects, projectPartition, world.project.id, (project) => ({
    ...project,
    status: 'Deleting' as const,
  }))
  return startOperation(world.deps, world.workflows, {
    id: operationId.parse('delete-u1'),
    work: 'delete',
    deleteFiles,
    project: world.project.id,
    projectUid: world.project.uid,
    startedBy: 'admin',
  })
}

const left = async ({ store, project }: World): Promise<number> => {
  let count = 0
  const add = async (container: 'items' | 'workspace', partition: string, kinds: readonly string[]) => {
    for (const kind of kinds) {
      const where = [{ field: 'kind', op: 'eq' as const, value: kind }]
      count += (await store.query(container, partition, { where, orderBy: 'id', limit: 100 })).documents
        .length
    }
  }
  for (let segment = 0; segment < project.segments; segment += 1)
    await add('items', segmentPartition(project.uid, segment), deletedKinds('Segment'))
  await add('workspace', projectScope(project.uid), deletedKinds('Project'))
  return count
}

describe('deletion', () => {
  it.each([true, false])('leaves nothing of the project (deleteFiles %s)', async (deleteFiles) => {
    const world = await start()
    expect(world.files.committed.size).toBe(3)
    const others = 'another/content/screen.webp'
    for (const path of [`${world.project.uid}/content/screen.webp`, others])
      await world.renditionFiles.putNew(path, image(), 'image/webp')
    await begin(world, deleteFiles)
    await world.runStarted()
    expect(await left(world)).toBe(0)
    expect(await projects.read(world.store, projectPartition, world.project.id)).toBeUndefined()
    expect(await world.readOperation('delete-u1')).toMatchObject({ status: 'Succeeded' })
    expect(world.files.committed.size).toBe(0)
    expect([...world.renditionFiles.kept.keys()]).toEqual([others])
    expect(world.container.files.size).toBe(150)
  })

  it('stops what is at work for the project', async () => {
    const world = await start()
    const refresh = await refreshProject(world.deps)(admin, world.workflows, world.project.id, { full: true })
    world.workflows.started.splice(0)
    await begin(world, false)
    await world.runStarted()
    expect(await world.readOperation(refresh.id)).toMatchObject({ status: 'Canceled' })
    world.workflows.started.push(refresh)
    await world.runStarted()
    expect(await readItems(world.store, world.project)).toEqual([])
    expect(await left(world)).toBe(0)
  })

  it('comes to its end after a crash at any write, and goes on when storage comes back', async () => {
    let point = 1
    for (let reached = true; reached; point += 1) {
      const world = await start()
      await begin(world, true)
      const processes = crashingProcesses(world, point)
      await world.runStarted({ deps: processes.deps })
      reached = processes.points() >= point
      expect(await left(world)).toBe(0)
      expect(await world.readOperation('delete-u1')).toMatchObject({ status: 'Succeeded' })
    }
    expect(point).toBeGreaterThan(10)
  })
})
