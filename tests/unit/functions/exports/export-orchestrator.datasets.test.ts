import { describe, expect, it } from '@jest/globals'
import { datasetName } from '../../../../src/domain/core/ids.ts'
import { cancelExport } from '../../../../src/domain/exports/cancel-export.ts'
import { getExport } from '../../../../src/domain/exports/get-export.ts'
import { deleteDataset } from '../../../../src/domain/datasets/delete-dataset.ts'
import {
  datasetPartition,
  datasets,
  datasetVersionPartition,
  datasetVersions,
} from '../../../../src/domain/model/datasets/dataset.ts'
import { projectPartition, projects } from '../../../../src/domain/model/projects/project.ts'
import { deleteProject } from '../../../../src/domain/projects/delete-project.ts'
import { checkPointers } from '../../../support/check-pointers.ts'
import { askForExport, label, runExport, startWithImages } from '../../../support/export-world.ts'
import { admin, runUntilCrash } from '../../../support/long-work-world.ts'
import { Crash } from '../../../support/run-workflow.ts'
import { wrapStore } from '../../../support/wrapped-store.ts'

const name = datasetName.parse('cats-labeled')
const places = { uids: ['u1'], names: [name] }
const clean = { dangling: [], orphans: [] }

const start = async () => {
  const world = await startWithImages(3)
  await label(world, 'f/0.png', 'c0')
  return world
}

describe('the version of an export', () => {
  it.each([0, 1])(
    'does not outlive its files when it is canceled after a crash at any write (%i versions before)',
    async (before) => {
      let canceled = 0
      for (let point = 1, reached = true; reached; point += 1) {
        const world = await start()
        for (let count = 0; count < before; count += 1) await runExport(world, { format: 'Dataset' })
        const { export: id, operation } = await askForExport(world, { format: 'Dataset' })
        reached = await runUntilCrash(world, point)
        await cancelExport(world.deps)(admin, world.project.id, id).catch(() => undefined)
        await world.runStarted()
        const record = await getExport(world.deps)(admin, world.project.id, id)
        const shown = await checkPointers(world.store, world.files, places)
        expect(shown).toEqual(clean)
        const dataset = (await datasets.read(world.store, datasetPartition, name))?.document
        const versions = before + (record.status === 'Succeeded' ? 1 : 0)
        if (versions === 0) expect(dataset).toBeUndefined()
        else expect(dataset).toMatchObject({ version: versions })
        expect((await world.readOperation(operation)).status).toBe(record.status)
        if (record.status === 'Canceled') canceled += 1
      }
      expect(canceled).toBeGreaterThan(8)
    },
  )
})

describe('an export whose dataset is deleted between the registration and the end', () => {
  it.each(['Succeeded', 'Canceled'])('names no version, nor that of another export (%s)', async (status) => {
    const world = await start()
    const { export: id } = await askForExport(world, { format: 'Dataset' })
    let deleted = false
    const store = wrapStore(world.store, async (call, run) => {
      const result = await run()
      if (!deleted && call.method === 'batch' && call.partition === datasetPartition) {
        deleted = true
        await deleteDataset(world.deps)(admin, { dataset: name, ifMatch: '*' })
        if (status === 'Canceled') await cancelExport(world.deps)(admin, world.project.id, id)
      }
      return result
    })
    await world.runStarted({ deps: () => ({ ...world.deps, store }) })
    const record = await getExport(world.deps)(admin, world.project.id, id)
    expect(record).toMatchObject({ status })
    expect(record.datasetVersion).toBeUndefined()
    expect(await datasets.read(world.store, datasetPartition, name)).toBeUndefined()
    expect(await checkPointers(world.store, world.files, places)).toEqual(clean)
    expect(await runExport(world, { format: 'Dataset' })).toMatchObject({ datasetVersion: 1 })
    expect((await getExport(world.deps)(admin, world.project.id, id)).datasetVersion).toBeUndefined()
  })

  it('registers no version again after a crash', async () => {
    const world = await start()
    const { export: id } = await askForExport(world, { format: 'Dataset' })
    let deleted = false
    const store = wrapStore(world.store, async (call, run) => {
      const result = await run()
      if (!deleted && call.method === 'batch' && call.partition === datasetPartition) {
        deleted = true
        await deleteDataset(world.deps)(admin, { dataset: name, ifMatch: '*' })
        throw new Crash()
      }
      return result
    })
    await world.runStarted({ deps: () => ({ ...world.deps, store }) })
    const record = await getExport(world.deps)(admin, world.project.id, id)
    expect(record).toMatchObject({ status: 'Succeeded' })
    expect(record.datasetVersion).toBeUndefined()
    expect(await datasets.read(world.store, datasetPartition, name)).toBeUndefined()
    expect(await checkPointers(world.store, world.files, places)).toEqual(clean)
  })
})

describe('a last step that outlives the deletion of its project', () => {
  const isVersion = datasetVersionPartition(name)

  it.each(['while it publishes', 'before it registers', 'before it ends'] as const)(
    'leaves neither a version nor a file (%s)',
    async (moment) => {
      const world = await start()
      await askForExport(world, { format: 'Dataset' })
      const [exporting] = world.workflows.started.splice(0)
      let deleted = false
      const deleteOnce = async () => {
        if (deleted) return
        deleted = true
        const request = { name: world.project.id, deleteFiles: true, ifMatch: '*' }
        await deleteProject(world.deps)(admin, request, world.workflows)
        await world.runStarted()
        expect(await projects.read(world.store, projectPartition, world.project.id)).toBeUndefined()
      }
      const files: typeof world.files = {
        ...world.files,
        put: async (path, ...rest) => {
          if (moment === 'while it publishes') await deleteOnce()
          return world.files.put(path, ...rest)
        },
      }
      const store = wrapStore(world.store, async (call, run) => {
        const registers = call.method === 'batch' && call.partition === isVersion
        if (registers && moment === 'before it registers') await deleteOnce()
        const result = await run()
        if (call.method === 'batch' && call.partition === datasetPartition && moment === 'before it ends')
          await deleteOnce()
        return result
      })
      world.workflows.started.push(exporting!)
      await world.runStarted({ deps: () => ({ ...world.deps, files, store }) })
      expect(deleted).toBe(true)
      expect([...world.files.committed.keys()]).toEqual([])
      expect(await datasets.read(world.store, datasetPartition, name)).toBeUndefined()
      expect(await datasetVersions.read(world.store, isVersion, 'v1')).toBeUndefined()
    },
  )
})
