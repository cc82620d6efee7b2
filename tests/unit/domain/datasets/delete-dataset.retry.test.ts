import { describe, expect, it } from '@jest/globals'
import { datasetName } from '../../../../src/domain/core/ids.ts'
import { deleteDataset } from '../../../../src/domain/datasets/delete-dataset.ts'
import {
  datasetPartition,
  datasets,
  datasetVersionPartition,
} from '../../../../src/domain/model/datasets/dataset.ts'
import { label, runExport, startWithImages } from '../../../support/export-world.ts'
import { faultyStore } from '../../../support/faulty-store.ts'
import { admin } from '../../../support/long-work-world.ts'

const dataset = datasetName.parse('cats-labeled')

const start = async () => {
  const world = await startWithImages(1)
  await label(world, 'f/0.png', 'c0')
  await runExport(world, { format: 'Dataset' })
  const read = () => datasets.read(world.store, datasetPartition, dataset)
  return { ...world, read, etag: (await read())!.etag }
}

describe('the same DELETE of a labeled dataset', () => {
  it('completes the deletion that was interrupted after the mark', async () => {
    const { deps, store, read, etag } = await start()
    const failing = faultyStore(store, ({ method, partition }) =>
      method === 'batch' && partition === datasetVersionPartition(dataset) ? 'fail' : 'pass',
    )
    const input = { dataset, ifMatch: etag }
    await expect(deleteDataset({ ...deps, store: failing })(admin, input)).rejects.toMatchObject({
      code: 'ServiceUnavailable',
    })
    expect((await read())?.document).toMatchObject({ deleting: true })
    await deleteDataset(deps)(admin, input)
    expect(await read()).toBeUndefined()
  })

  it('is refused with an old ETag if nothing is marked', async () => {
    const { deps, read } = await start()
    await expect(deleteDataset(deps)(admin, { dataset, ifMatch: 'old' })).rejects.toMatchObject({
      code: 'PreconditionFailed',
    })
    expect((await read())?.document).not.toHaveProperty('deleting')
  })
})
