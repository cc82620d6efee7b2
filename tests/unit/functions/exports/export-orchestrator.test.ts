import { describe, expect, it } from '@jest/globals'
import { requestSeed } from '../../../../src/domain/core/request-seed.ts'
import { datasetName } from '../../../../src/domain/core/ids.ts'
import { datasetPartition } from '../../../../src/domain/model/datasets/dataset.ts'
import { cancelExport } from '../../../../src/domain/exports/cancel-export.ts'
import { getExport } from '../../../../src/domain/exports/get-export.ts'
import { listExports } from '../../../../src/domain/exports/list-exports.ts'
import { getExportFile } from '../../../../src/domain/exports/get-export-file.ts'
import { askForExport, label, runExport, startWithImages } from '../../../support/export-world.ts'
import { admin, crashingProcesses } from '../../../support/long-work-world.ts'

describe('an export', () => {
  it.each(['Coco', 'Dataset', 'Csv'] as const)(
    '%s: the same bytes after a crash at any write',
    async (format) => {
      const prepare = async () => {
        const world = await startWithImages(6)
        for (let index = 0; index < 6; index += 1) await label(world, `f/${index}.png`, `c${index % 3}`)
        const record = await askForExport(world, {
          format,
          split: { train: 0.5, validation: 0.5, test: 0, seed: 1 },
        })
        return { world, id: record.export }
      }
      const expected = await prepare()
      await expected.world.runStarted()
      const files = [...expected.world.files.committed].toSorted()
      const done = await getExport(expected.world.deps)(admin, expected.world.project.id, expected.id)
      let point = 1
      for (let reached = true; reached; point += 1) {
        const { world, id } = await prepare()
        const processes = crashingProcesses(world, point)
        await world.runStarted({ deps: processes.deps })
        reached = processes.points() >= point
        expect([...world.files.committed].toSorted()).toEqual(files)
        const record = await getExport(world.deps)(admin, world.project.id, id)
        // A repeated first step takes another snapshot of the same items.
        expect(record).toEqual({ ...done, snapshot: record.snapshot })
        expect(await world.readOperation(record.operation)).toMatchObject({ status: 'Succeeded' })
      }
      expect(point).toBeGreaterThan(20)
    },
  )

  it('runs at most three at a time, however they are asked for', async () => {
    const world = await startWithImages(1)
    const answers = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) => askForExport(world, { seed: requestSeed.parse(`s${index}`) })),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'TooManyExports' },
    })
    await world.runStarted()
    await runExport(world)
    const { exports } = await listExports(world.deps)(admin, world.project.id, { limit: 50 })
    expect(exports.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'Succeeded'))
    expect(exports.map(({ startedAt }) => startedAt)).toEqual(
      exports
        .map((one) => one.startedAt)
        .toSorted()
        .toReversed(),
    )
  })

  it('leaves nothing to see when it is canceled, whenever that is', async () => {
    for (let after = 1; after < 6; after += 1) {
      const world = await startWithImages(3)
      await label(world, 'f/0.png', 'c0')
      const record = await askForExport(world)
      let steps = 0
      const canceled: Promise<unknown>[] = []
      const cancel = () => cancelExport(world.deps)(admin, world.project.id, record.export)
      await world.runStarted({
        onActivity: () => {
          steps += 1
          if (steps === after) canceled.push(cancel().catch((error: unknown) => error))
        },
      })
      const [outcome] = await Promise.all(canceled)
      const shown = await getExport(world.deps)(admin, world.project.id, record.export)
      const operation = await world.readOperation(record.operation)
      expect(operation.status).toBe(shown.status)
      if (shown.status === 'Canceled') {
        expect(world.files.committed.size).toBe(0)
        expect(await cancel()).toMatchObject({ status: 'Canceled' })
      } else expect(outcome).toMatchObject({ code: 'ExportFinished' })
      await runExport(world)
    }
  })

  it('leaves nothing to see when the process dies at any write and it is canceled before the next one goes on', async () => {
    let canceled = 0
    for (let point = 1, reached = true; reached; point += 1) {
      const world = await startWithImages(3)
      await label(world, 'f/0.png', 'c0')
      const record = await askForExport(world)
      const processes = crashingProcesses(world, point)
      let started = 0
      const cancels: Promise<unknown>[] = []
      await world.runStarted({
        deps: () => {
          started += 1
          if (started === 2)
            cancels.push(
              cancelExport(world.deps)(admin, world.project.id, record.export).catch(
                (error: unknown) => error,
              ),
            )
          return processes.deps()
        },
      })
      reached = processes.points() >= point
      await Promise.all(cancels)
      const shown = await getExport(world.deps)(admin, world.project.id, record.export)
      expect((await world.readOperation(record.operation)).status).toBe(shown.status)
      expect(world.files.committed.size).toBe(shown.files.length)
      if (shown.status === 'Canceled') canceled += 1
    }
    expect(canceled).toBeGreaterThan(10)
  })

  it('fails with a reason when the name of its dataset is taken meanwhile', async () => {
    const world = await startWithImages(1)
    const record = await askForExport(world, { format: 'Dataset' })
    await world.store.batch('workspace', datasetPartition, [
      {
        type: 'create',
        document: {
          id: 'cats-labeled',
          kind: 'dataset',
          type: 'Files',
          mediaType: 'Image',
          datastore: 'store',
          path: '**',
          createdAt: 0,
          createdBy: 'admin',
        },
      },
    ])
    await world.runStarted()
    const shown = await getExport(world.deps)(admin, world.project.id, record.export)
    expect(shown).toMatchObject({ status: 'Failed', error: { code: 'DatasetInUse' }, files: [] })
    expect(world.files.committed.size).toBe(0)
    await expect(askForExport(world, { format: 'Dataset' })).rejects.toMatchObject({ code: 'DatasetInUse' })
    expect(await runExport(world, { format: 'Dataset', name: datasetName.parse('other') })).toMatchObject({
      status: 'Succeeded',
    })
  })

  it('gives out its files by name', async () => {
    const world = await startWithImages(1)
    const record = await runExport(world)
    const deps = { ...world.deps, maxContentBytes: 2 ** 20 }
    const open = (name: string) => getExportFile(deps)(admin, world.project.id, record.export, name)
    expect(await open('labels_default.json')).toMatchObject({
      kind: 'Opened',
      file: { contentType: 'application/json' },
    })
    await expect(open('../secret')).rejects.toMatchObject({ code: 'ExportFileNotFound' })
    // Not to the storage either, where a client could send its token along.
    world.files.readUrl = (path) => Promise.resolve(`https://signed/${path}`)
    expect(await open('manifest.json')).toMatchObject({ kind: 'Opened' })
  })
})
