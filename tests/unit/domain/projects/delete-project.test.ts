import { describe, expect, it } from '@jest/globals'
import { operationId, projectUid } from '../../../../src/domain/core/ids.ts'
import { projectPartition, projects } from '../../../../src/domain/model/projects/project.ts'
import { endOperation } from '../../../../src/domain/model/operations/end-operation.ts'
import { operationPartition, operations } from '../../../../src/domain/model/operations/operation.ts'
import { deleteProject } from '../../../../src/domain/projects/delete-project.ts'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import { faultyStore } from '../../../support/faulty-store.ts'
import { createLaggingInstance } from '../../../support/lagging-store.ts'
import { admin, createLongWorkWorld } from '../../../support/long-work-world.ts'
import { makeProject } from '../../../support/make-documents.ts'
import { createForkableStore } from '../../../support/memory-store.ts'
import { started } from '../../../support/started.ts'

const start = async () => {
  const primary = createForkableStore(() => 1_000_000)
  const world = await createLongWorkWorld({ status: 'Running' }, primary)
  const read = () => projects.read(primary, projectPartition, world.project.id)
  const etag = (await read())!.etag
  const remove = (ifMatch: string, deps = world.deps, deleteFiles = false) =>
    started(deleteProject(deps)(admin, { name: world.project.id, deleteFiles, ifMatch }, world.workflows))
  return { ...world, primary, read, etag, remove }
}

describe('the same DELETE of a project', () => {
  it.each(['fail', 'lose'] as const)(
    'completes the one whose intent has met the fault: %s',
    async (fault) => {
      const { deps, store, etag, remove, read, runStarted } = await start()
      const failing = faultyStore(store, ({ method, partition }) =>
        method === 'batch' && partition === operationPartition ? fault : 'pass',
      )
      await expect(remove(etag, { ...deps, store: failing })).rejects.toMatchObject({
        code: 'ServiceUnavailable',
      })
      expect((await read())?.document).toMatchObject({ status: 'Deleting' })
      await remove(etag)
      await runStarted()
      expect(await read()).toBeUndefined()
    },
  )

  it('returns the running deletion, which stays as it was asked for first', async () => {
    const { etag, remove } = await start()
    const first = await remove(etag)
    expect(await remove(etag, undefined, true)).toEqual(first)
    expect(first).toMatchObject({ work: 'delete', deleteFiles: false })
  })

  it('starts the deletion of a document of version 0.1.0 that has no operation', async () => {
    const { store, project, remove, read, runStarted } = await start()
    await changeDocument(store, projects, projectPartition, project.id, (one) => ({
      ...one,
      status: 'Deleting' as const,
      operation: operationId.parse(`delete-${one.uid}`),
    }))
    await remove('old')
    await runStarted()
    expect(await read()).toBeUndefined()
  })
})

describe('the DELETE of a project', () => {
  it('continues a deletion that failed, under another operation', async () => {
    const { deps, etag, remove, read, runStarted, workflows } = await start()
    const first = await remove(etag)
    await endOperation(deps, first.id, { status: 'Failed', error: { code: 'InternalError', message: 'x' } })
    workflows.started.splice(0)
    const second = await remove(etag)
    expect(second.id).not.toBe(first.id)
    expect(await remove(etag)).toEqual(second)
    await runStarted()
    expect(await read()).toBeUndefined()
  })

  it('starts a deletion whose operation is missing, under its id', async () => {
    const { deps, store, etag, remove, read, runStarted, workflows } = await start()
    const first = await remove(etag)
    const stored = await operations.read(store, operationPartition, first.id)
    await store.batch('workspace', operationPartition, [
      { type: 'delete', id: first.id, ifMatch: stored!.etag },
    ])
    workflows.started.splice(0)
    expect(await remove(etag, deps)).toMatchObject({ id: first.id, open: true })
    await runStarted()
    expect(await read()).toBeUndefined()
  })

  it('is refused after another change, and changes nothing', async () => {
    const { store, project, etag, remove, read, workflows } = await start()
    await changeDocument(store, projects, projectPartition, project.id, (one) => ({ ...one, updatedAt: 5 }))
    await expect(remove(etag)).rejects.toMatchObject({ code: 'PreconditionFailed' })
    expect((await read())?.document.status).toBe('Running')
    expect(workflows.started).toEqual([])
  })

  it('deletes the project that has the name now, though an old read shows a deleted one', async () => {
    const { primary, deps, etag, project, remove, read, runStarted } = await start()
    await remove(etag)
    const late = createLaggingInstance(primary)
    await runStarted()
    const next = makeProject({ id: project.id, uid: projectUid.parse('u2'), status: 'Running' })
    await primary.batch('workspace', projectPartition, [{ type: 'create', document: next }])
    const operation = await remove((await read())!.etag, { ...deps, store: late })
    expect(operation).toMatchObject({ projectUid: 'u2', open: true })
  })
})
