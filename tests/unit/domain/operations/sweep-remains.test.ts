import { expect, it } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { cancelExport } from '../../../../src/domain/exports/cancel-export.ts'
import { remains, remainsPartition } from '../../../../src/domain/model/exports/export-remains.ts'
import { closeWork } from '../../../../src/domain/operations/close-work.ts'
import { sweepRemains } from '../../../../src/domain/operations/sweep-remains.ts'
import { askForExport, runExport, startWithImages } from '../../../support/export-world.ts'
import { admin } from '../../../support/long-work-world.ts'

const storageDown = () => {
  throw new DomainError('ServiceUnavailable', 'The export container is unavailable. Try again later.')
}

/** Two canceled exports whose operations ended while storage was down: no instance is left that knows of the files. */
const start = async () => {
  const world = await startWithImages(1)
  const kept = await runExport(world)
  const files = [...world.files.committed.keys()]
  const canceled = [await askForExport(world), await askForExport(world, { include: 'All' })]
  for (const { export: id, snapshotPath, operation } of canceled) {
    await world.files.put(`${snapshotPath}/labels_default.json`, Buffer.from('x'), 'application/json')
    await cancelExport(world.deps)(admin, world.project.id, id)
    world.files.around = storageDown
    for (let times = 0; times < 2; times += 1)
      await closeWork({ ...world.deps, filesLater: true })(operation, { status: 'Canceled' })
    world.files.around = () => undefined
    expect(await world.readOperation(operation)).toMatchObject({ status: 'Canceled' })
  }
  const noted = async () =>
    (
      await Promise.all(
        canceled.map(({ operation }) => remains.read(world.store, remainsPartition, operation)),
      )
    ).filter((stored) => stored !== undefined)
  return { world, kept, files, noted }
}

it('the files of an ended export are deleted by the timer, though its instance is dead', async () => {
  const { world, files, noted } = await start()
  expect(world.files.committed.size).toBe(files.length + 2)
  expect(await noted()).toHaveLength(2)
  world.files.around = storageDown
  expect(await sweepRemains(world.deps)).toBe(2)
  expect(await noted()).toHaveLength(2)
  world.files.around = () => undefined
  expect(await sweepRemains(world.deps)).toBe(0)
  expect([...world.files.committed.keys()]).toEqual(files)
  expect(await noted()).toEqual([])
})

it('a run ends in time, and says that something is left', async () => {
  const { world, noted } = await start()
  world.files.around = () => {
    world.clock.now += 4 * 60_000
  }
  expect(await sweepRemains(world.deps)).toBe(1)
  expect(await noted()).toHaveLength(1)
  expect(await sweepRemains(world.deps)).toBe(0)
})
