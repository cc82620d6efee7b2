import { expect, it } from '@jest/globals'
import { datasetName, projectName } from '../../../../src/domain/core/ids.ts'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { datasetPartition, type DatasetDocument } from '../../../../src/domain/model/datasets/dataset.ts'
import { createCountersCache } from '../../../../src/domain/model/items/read-counters.ts'
import { projectPartition, projects } from '../../../../src/domain/model/projects/project.ts'
import { resumeOperations } from '../../../../src/domain/operations/resume-operations.ts'
import { putProject } from '../../../../src/domain/projects/put-project.ts'
import { repairProjects } from '../../../../src/domain/projects/repair-projects.ts'
import { admin, createLongWorkWorld } from '../../../support/long-work-world.ts'
import { wrapStore } from '../../../support/wrapped-store.ts'

const name = projectName.parse('new')
const dataset = datasetName.parse('all')

const start = async () => {
  const world = await createLongWorkWorld({ status: 'Running' })
  const document: DatasetDocument = {
    id: dataset,
    kind: 'dataset',
    type: 'Files',
    mediaType: 'Image',
    datastore: world.project.datastore,
    path: '**',
    createdAt: 0,
    createdBy: 'admin',
  }
  await world.store.batch('workspace', datasetPartition, [{ type: 'create', document }])
  const resume = async () => {
    const now = () => world.clock.now + 3_600_000
    await resumeOperations(
      { store: world.store, now, resumeAfter: 60_000, stuckAfter: 3_600_000 },
      world.workflows,
    )
    await world.runStarted()
  }
  /** The timer resumes the import before its project is there, and the process may die after writing the project. */
  const put = (dies: boolean) => {
    const store = wrapStore(world.store, async (call, run) => {
      const creates =
        call.method === 'batch' &&
        call.operations?.some(
          ({ type, ...one }) => type === 'create' && 'document' in one && one.document.id === name,
        )
      if (creates) await resume()
      const result = await run()
      if (creates && dies) throw new DomainError('ServiceUnavailable', 'The process died')
      return result
    })
    const counters = createCountersCache({ store, now: world.deps.now })
    const countFiles = () =>
      Promise.resolve({ files: { matched: 1, chosen: 1, leftOut: [] }, complete: true })
    return putProject({ ...world.deps, store, counters, countFiles })(
      admin,
      {
        name,
        mediaType: 'Image',
        taskType: 'MultiClass',
        dataset,
        settings: { labelClasses: [{ name: 'Cat' }] },
        ifMatch: undefined,
      },
      world.workflows,
    )
  }
  const status = async () => (await projects.read(world.store, projectPartition, name))?.document.status
  return { ...world, put, status }
}

it('a project whose import was ended before the project was written has failed', async () => {
  const { put, status } = await start()
  await put(false)
  expect(await status()).toBe('Failed')
})

it('a project whose process then died fails with the next repair', async () => {
  const { put, status, deps, workflows } = await start()
  await expect(put(true)).rejects.toMatchObject({ code: 'ServiceUnavailable' })
  expect(await status()).toBe('Creating')
  expect(await repairProjects(deps, workflows)).toEqual({ repaired: 1, failed: 0 })
  expect(await status()).toBe('Failed')
})
