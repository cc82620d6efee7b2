import { describe, expect, it } from '@jest/globals'
import { datasetName } from '../../../../src/domain/core/ids.ts'
import { cancelExport } from '../../../../src/domain/exports/cancel-export.ts'
import { getExport } from '../../../../src/domain/exports/get-export.ts'
import { datasetPartition, datasets } from '../../../../src/domain/model/datasets/dataset.ts'
import { checkPointers } from '../../../support/check-pointers.ts'
import { askForExport, label, runExport, startWithImages } from '../../../support/export-world.ts'
import { admin, runUntilCrash } from '../../../support/long-work-world.ts'

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
