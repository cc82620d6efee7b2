import { describe, expect, it } from '@jest/globals'
import { listAudit } from '../../../../src/domain/audit/list-audit.ts'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import { endOperation } from '../../../../src/domain/model/operations/end-operation.ts'
import { operationPartition } from '../../../../src/domain/model/operations/operation.ts'
import { projectPartition, projects } from '../../../../src/domain/model/projects/project.ts'
import { deleteProject } from '../../../../src/domain/projects/delete-project.ts'
import { repairProjects } from '../../../../src/domain/projects/repair-projects.ts'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { readItems } from '../../../support/labeling-world.ts'
import { faultyStore } from '../../../support/faulty-store.ts'
import { admin, createLongWorkWorld, image } from '../../../support/long-work-world.ts'
import { started } from '../../../support/started.ts'

const nothing = { repaired: 0, failed: 0 }
const start = async (status: 'Creating' | 'Running') => {
  const world = await createLongWorkWorld({ status })
  world.container.write('0.png', image(), 1000)
  const noOperations = faultyStore(world.store, ({ method, partition }) =>
    method === 'batch' && partition === operationPartition ? 'fail' : 'pass',
  )
  return {
    ...world,
    read: () => projects.read(world.store, projectPartition, world.project.id),
    failing: { ...world.deps, store: noOperations },
    repair: (deps = world.deps) => repairProjects(deps, world.workflows),
  }
}

describe('a deletion that was decided and has no operation', () => {
  const startDeletion = async () => {
    const world = await start('Running')
    const input = { name: world.project.id, deleteFiles: true, ifMatch: '*' }
    const request = { ...world.workflows, requestId: 'r1' }
    await expect(started(deleteProject(world.failing)(admin, input, request))).rejects.toThrow()
    return world
  }

  it('is started as it was asked for, once', async () => {
    const { repair, workflows, read, runStarted } = await startDeletion()
    expect(await repair()).toEqual({ repaired: 1, failed: 0 })
    expect(workflows.started).toMatchObject([{ deleteFiles: true, startedBy: 'admin', requestId: 'r1' }])
    expect(await repair()).toEqual(nothing)
    await runStarted()
    expect(await read()).toBeUndefined()
    expect(await repair()).toEqual(nothing)
  })

  it('begins anew if its operation ended before the project was gone, with no further audit entry', async () => {
    const world = await start('Running')
    const { deps, workflows, project, repair, read, runStarted } = world
    const input = { name: project.id, deleteFiles: true, ifMatch: '*' }
    const { id } = await started(deleteProject(deps)(admin, input, workflows))
    await endOperation(deps, id, { status: 'Failed', error: { code: 'InternalError', message: 'x' } })
    workflows.started.splice(0)
    expect(await repair()).toEqual({ repaired: 1, failed: 0 })
    expect(workflows.started).toMatchObject([{ deleteFiles: true, startedBy: 'admin', work: 'delete' }])
    expect(workflows.started[0]?.id).not.toBe(id)
    expect(await repair()).toEqual(nothing)
    const { entries } = await listAudit(deps)(admin, { project: project.id, pageSize: 50 })
    expect(entries.filter(({ action }) => action === 'DeleteProject')).toHaveLength(1)
    await runStarted()
    expect(await read()).toBeUndefined()
  })

  it('is left to the next run while the store fails', async () => {
    const { repair, failing } = await startDeletion()
    expect(await repair(failing)).toEqual({ repaired: 0, failed: 1 })
    expect(await repair()).toEqual({ repaired: 1, failed: 0 })
  })

  it('is left alone if a document of version 0.1.0 does not say what was asked for', async () => {
    const { store, project, repair } = await start('Running')
    await changeDocument(store, projects, projectPartition, project.id, (one) => ({
      ...one,
      status: 'Deleting' as const,
    }))
    expect(await repair()).toEqual(nothing)
  })
})

describe('a project that is being created', () => {
  it('has failed if its import has ended without it; a refresh then imports its files', async () => {
    const { deps, workflows, store, project, repair, startImport, readProject, runStarted } =
      await start('Creating')
    await startImport()
    workflows.started.splice(0)
    await endOperation(deps, project.operation, { status: 'Canceled' })
    expect(await repair()).toEqual({ repaired: 1, failed: 0 })
    expect(await readProject()).toMatchObject({ status: 'Failed', error: { code: 'ServiceUnavailable' } })
    expect(await repair()).toEqual(nothing)
    await refreshProject(deps)(admin, workflows, project.id, { full: true })
    await runStarted()
    expect((await readProject()).status).toBe('Running')
    expect(await readItems(store, project)).toHaveLength(1)
  })

  it('stays as it is while its import is open, or not there', async () => {
    const { repair, startImport, readProject } = await start('Creating')
    expect(await repair()).toEqual(nothing)
    await startImport()
    expect(await repair()).toEqual(nothing)
    expect((await readProject()).status).toBe('Creating')
  })
})
