import { describe, expect, it } from '@jest/globals'
import { datasetName } from '../../../../src/domain/core/ids.ts'
import { deleteDataset } from '../../../../src/domain/datasets/delete-dataset.ts'
import { listDatasetVersions } from '../../../../src/domain/datasets/list-dataset-versions.ts'
import { deleteExport } from '../../../../src/domain/exports/delete-export.ts'
import { getExport } from '../../../../src/domain/exports/get-export.ts'
import { datasetPartition, datasets } from '../../../../src/domain/model/datasets/dataset.ts'
import { deleteProject } from '../../../../src/domain/projects/delete-project.ts'
import { checkPointers } from '../../../support/check-pointers.ts'
import { askForExport, label, runExport, startWithImages } from '../../../support/export-world.ts'
import { admin, crashingProcesses, type LongWorkWorld } from '../../../support/long-work-world.ts'

const name = datasetName.parse('cats-labeled')
const places = { uids: ['u1'], names: [name] }
const clean = { dangling: [], orphans: [] }
const pointers = (world: LongWorkWorld) => checkPointers(world.store, world.files, places)
const remove = (world: LongWorkWorld, deps = world.deps) =>
  deleteDataset(deps)(admin, { dataset: name, ifMatch: '*' })
const dataset = async ({ store }: LongWorkWorld) =>
  (await datasets.read(store, datasetPartition, name))?.document

const start = async (projectIsGone: boolean) => {
  const world = await startWithImages(2)
  await label(world, 'f/0.png', 'c0')
  const records = [
    await runExport(world, { format: 'Dataset' }),
    await runExport(world, { format: 'Dataset' }),
  ]
  if (projectIsGone) {
    await deleteProject(world.deps)(
      admin,
      { name: world.project.id, deleteFiles: false, ifMatch: '*' },
      world.workflows,
    )
    await world.runStarted()
  }
  return { world, records }
}

describe('the deletion of a labeled dataset', () => {
  it('leaves the files to their exports, which name no version any more', async () => {
    const { world, records } = await start(false)
    const files = [...world.files.committed.keys()]
    await remove(world)
    expect(await dataset(world)).toBeUndefined()
    expect([...world.files.committed.keys()]).toEqual(files)
    for (const { export: id } of records) {
      const record = await getExport(world.deps)(admin, world.project.id, id)
      expect(record).toMatchObject({
        status: 'Succeeded',
        files: expect.arrayContaining([expect.anything()]),
      })
      expect(record.datasetVersion).toBeUndefined()
      expect(record.labeledAssetName).toBeUndefined()
    }
    expect(await pointers(world)).toEqual(clean)
    await deleteExport(world.deps)(admin, world.workflows, world.project.id, records[0]!.export)
    await world.runStarted()
    expect(await pointers(world)).toEqual(clean)
    expect(await runExport(world, { format: 'Dataset' })).toMatchObject({ datasetVersion: 1 })
  })

  it('deletes the files that it alone names: those of a deleted project', async () => {
    const { world } = await start(true)
    expect(world.files.committed.size).toBeGreaterThan(0)
    expect(await pointers(world)).toEqual(clean)
    await remove(world)
    expect(world.files.committed.size).toBe(0)
    expect(await pointers(world)).toEqual(clean)
  })

  it.each([true, false])(
    'is completed by repeating it after a crash at any write, and shows no version until then (project deleted: %s)',
    async (projectIsGone) => {
      let point = 1
      for (let reached = true; reached; point += 1) {
        const { world } = await start(projectIsGone)
        const processes = crashingProcesses(world, point)
        const done = await remove(world, processes.deps()).then(
          () => true,
          () => false,
        )
        reached = processes.points() >= point
        world.files.around = () => undefined
        expect((await pointers(world)).dangling).toEqual([])
        const left = await dataset(world)
        if (left?.type === 'Labeled' && left.deleting) {
          expect(await listDatasetVersions(world.deps)(admin, { dataset: name, maxpagesize: 10 })).toEqual({
            documents: [],
          })
          if (!projectIsGone)
            await expect(askForExport(world, { format: 'Dataset' })).rejects.toMatchObject({
              code: 'DatasetInUse',
            })
        }
        if (left) await remove(world)
        else expect(done || reached).toBe(true)
        expect(await dataset(world)).toBeUndefined()
        expect(await pointers(world)).toEqual(clean)
      }
      expect(point).toBeGreaterThan(6)
    },
  )

  it('fails an export that ends meanwhile, with a reason and without files', async () => {
    const { world } = await start(false)
    const { export: id } = await askForExport(world, { format: 'Dataset' })
    const { document, etag } = (await datasets.read(world.store, datasetPartition, name))!
    await world.store.batch('workspace', datasetPartition, [
      { type: 'replace', document: { ...document, deleting: true }, ifMatch: etag },
    ])
    await world.runStarted()
    expect(await getExport(world.deps)(admin, world.project.id, id)).toMatchObject({
      status: 'Failed',
      error: { code: 'DatasetInUse' },
    })
    await remove(world)
    expect(await pointers(world)).toEqual(clean)
  })
})
