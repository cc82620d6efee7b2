import { describe, expect, it } from '@jest/globals'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import { deleteExportDocuments } from '../../../../src/domain/model/exports/remove-export.ts'
import { projectPartition, projects } from '../../../../src/domain/model/projects/project.ts'
import { deleteExport } from '../../../../src/domain/exports/delete-export.ts'
import { closeWork } from '../../../../src/domain/operations/close-work.ts'
import { deleteProject } from '../../../../src/domain/projects/delete-project.ts'
import { runExport, startWithImages } from '../../../support/export-world.ts'
import { admin, type LongWorkWorld } from '../../../support/long-work-world.ts'
import { started } from '../../../support/started.ts'

const outcomes = [
  { status: 'Failed', error: { code: 'InternalError', message: 'x' } },
  { status: 'Canceled' },
] as const

const removeProject = ({ deps, workflows, project }: LongWorkWorld) =>
  started(deleteProject(deps)(admin, { name: project.id, deleteFiles: true, ifMatch: '*' }, workflows))

describe('closing a deletion', () => {
  it.each(outcomes)('of a project that is still there leaves it open: $status', async (outcome) => {
    const world = await startWithImages(1)
    const { id } = await removeProject(world)
    await closeWork(world.deps)(id, outcome)
    expect(await world.readOperation(id)).toMatchObject({ open: true })
    await world.runStarted()
    expect(await world.readOperation(id)).toMatchObject({ status: 'Succeeded' })
  })

  it.each(outcomes)('of an export that is still there leaves it open: $status', async (outcome) => {
    const world = await startWithImages(1)
    const { export: gone } = await runExport(world)
    const { id } = await started(deleteExport(world.deps)(admin, world.workflows, world.project.id, gone))
    await closeWork(world.deps)(id, outcome)
    expect(await world.readOperation(id)).toMatchObject({ open: true })
    await world.runStarted()
    expect(await world.readOperation(id)).toMatchObject({ status: 'Succeeded' })
  })

  it.each(outcomes)('of an export whose documents are gone has succeeded: $status', async (outcome) => {
    const world = await startWithImages(1)
    const { export: gone } = await runExport(world)
    const { id } = await started(deleteExport(world.deps)(admin, world.workflows, world.project.id, gone))
    await deleteExportDocuments(world.store, world.project.uid, gone)
    await closeWork(world.deps)(id, outcome)
    expect(await world.readOperation(id)).toMatchObject({ status: 'Succeeded' })
  })

  it.each(outcomes)('of an export whose project is deleted leaves it to that: $status', async (outcome) => {
    const world = await startWithImages(1)
    const { export: gone } = await runExport(world)
    const { id } = await started(deleteExport(world.deps)(admin, world.workflows, world.project.id, gone))
    await changeDocument(world.store, projects, projectPartition, world.project.id, (project) => ({
      ...project,
      status: 'Deleting' as const,
    }))
    await closeWork(world.deps)(id, outcome)
    expect(await world.readOperation(id)).toMatchObject({ status: 'Canceled' })
  })
})
