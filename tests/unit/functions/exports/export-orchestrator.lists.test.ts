import { describe, expect, it } from '@jest/globals'
import { classId } from '../../../../src/domain/core/ids.ts'
import { getExport } from '../../../../src/domain/exports/get-export.ts'
import { listExports } from '../../../../src/domain/exports/list-exports.ts'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import {
  exportRecordId,
  exportRecords,
  type ExportDocument,
} from '../../../../src/domain/model/exports/export.ts'
import { removeItem } from '../../../../src/domain/model/items/remove-item.ts'
import { itemIdOf } from '../../../../src/domain/model/items/segment.ts'
import { projectScope } from '../../../../src/domain/model/projects/project.ts'
import {
  ann,
  askForExport,
  classes,
  cocoOf,
  label,
  runExport,
  startWithImages,
  textOf,
} from '../../../support/export-world.ts'
import { admin, presentEmulator, type LongWorkWorld } from '../../../support/long-work-world.ts'

const linesOf = (world: LongWorkWorld, record: ExportDocument, name: string) =>
  textOf(world, record, name)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the files about an export', () => {
  it('list the items that are left out for what they are, and not those that the request leaves out', async () => {
    const world = await startWithImages(4)
    for (const at of [0, 1, 2]) await label(world, `f/${at}.png`, 'c0')
    await world.changeItem('f/1.png', (item) => ({ ...item, missing: true as const }))
    await world.changeItem('f/2.png', (item) => removeItem(item, ann, world.clock.now))
    const record = await runExport(world)
    const listed = linesOf(world, record, 'leftOut.jsonl').map(({ path, reason }) => [path, reason])
    expect(listed.toSorted()).toEqual([
      ['f/1.png', 'missing'],
      ['f/2.png', 'removed'],
    ])
  })

  it('list the parts of labels that the format cannot say, and name all classes', async () => {
    const formula = { id: classId.parse('c0'), path: 'a;=1' }
    const world = await startWithImages(2, { classes: [formula, ...classes.slice(1)] })
    await label(world, 'f/0.png', 'c0')
    await label(world, 'f/1.png', 'c1')
    const record = await runExport(world, { format: 'Csv' })
    expect(linesOf(world, record, 'unsaid.jsonl')).toEqual([
      {
        item: itemIdOf('store', 'f/0.png'),
        path: 'f/0.png',
        url: 'AmlDatastore://store/f/0.png',
        absolute_url: 'https://account.blob.core.windows.net/container/f/0.png',
        reason: 'FormulaInLabel',
      },
    ])
    expect(JSON.parse(textOf(world, record, 'manifest.json'))).toMatchObject({
      project: {
        classes: [
          { id: 'c0', name: 'a;=1' },
          { id: 'c1', name: 'Dog' },
          { id: 'c2', name: 'Gone', withdrawn: true },
          { id: 'c3', name: 'Unused', withdrawn: true },
        ],
      },
      counts: { unsaid: { FormulaInLabel: 1 } },
    })
    const coco = await runExport(world)
    expect(coco.files.map(({ name }) => name)).not.toContain('unsaid.jsonl')
  })

  it.each(['Coco', 'Dataset', 'Csv'])('%s has no file for data at its top but the data', async (format) => {
    const world = await startWithImages(2)
    await label(world, 'f/0.png', 'c0')
    await world.changeItem('f/1.png', (item) => ({ ...item, missing: true as const }))
    const earlier = await runExport(world, { format })
    const { files } = await runExport(world, { format, since: earlier.export })
    const others = files.filter(({ path }) => path.startsWith('__about/')).map(({ name }) => name)
    expect(others).toEqual(['removed.jsonl', 'leftOut.jsonl', 'manifest.json'])
    const readable = files.filter(({ path }) => /^[^_].*\.(?:json|jsonl|csv)$/.test(path))
    expect(readable).toHaveLength(1)
  })
})

describe('an export with options of its format', () => {
  it('has them, as requested or by default, in the record and in the manifest', async () => {
    const world = await startWithImages(1)
    await label(world, 'f/0.png', 'c0')
    const coco = await runExport(world, { wholeImageBoxes: false })
    expect(coco).toMatchObject({ unsized: 'LeaveOut', wholeImageBoxes: false, fileNames: 'Blob' })
    expect(coco.uri).toBeUndefined()
    expect(Object.keys(cocoOf(world, coco).annotations[0] ?? {})).not.toContain('bbox')
    expect(JSON.parse(textOf(world, coco, 'manifest.json'))).toMatchObject({ wholeImageBoxes: false })
    const dataset = await runExport(world, { format: 'Dataset', uri: 'Https' })
    expect(linesOf(world, dataset, 'labeledDatapoints.jsonl')).toEqual([
      expect.objectContaining({
        image_url: 'https://account.blob.core.windows.net/container/f/0.png',
      }),
    ])
  })

  it.each([
    ['Csv', { wholeImageBoxes: true }, 'wholeImageBoxes'],
    ['Dataset', { fileNames: 'Safe' }, 'fileNames'],
    ['Coco', { uri: 'Https' }, 'uri'],
  ] as const)('%s refuses %j', async (format, options, target) => {
    const world = await startWithImages(1)
    await expect(askForExport(world, { format, ...options })).rejects.toMatchObject({
      code: 'InvalidRequest',
      target,
    })
  })
})

describe('the place of the images', () => {
  const emulated = 'http://127.0.0.1/etiquette/container'

  it('is shown to reviewers with the present address', async () => {
    const world = await startWithImages(1)
    const record = await runExport(world)
    expect(record.images).toEqual({
      datastore: 'store',
      containerUrl: 'https://account.blob.core.windows.net/container',
    })
    await changeDocument(
      world.store,
      exportRecords,
      projectScope('u1'),
      exportRecordId(record.export),
      (known) => ({
        ...known,
        images: { datastore: 'store', containerUrl: emulated },
      }),
    )
    const shown = await getExport(world.deps)(admin, world.project.id, record.export)
    expect(shown.images?.containerUrl).toBe(`${presentEmulator}/container`)
    const { exports } = await listExports(world.deps)(admin, world.project.id, { limit: 1 })
    expect(exports[0]?.images).toEqual(shown.images)
  })

  it('is absent in an export of an earlier version, which still is an earlier export of a new one', async () => {
    const world = await startWithImages(3)
    await label(world, 'f/0.png', 'c0')
    const { export: earlier } = await runExport(world)
    await changeDocument(world.store, exportRecords, projectScope('u1'), exportRecordId(earlier), (known) => {
      const { images: _images, wholeImageBoxes: _boxes, fileNames: _names, ...before } = known
      return { ...before, files: [{ ...before.files[0]!, name: 'coco.json', path: 'coco.json' }] }
    })
    expect((await getExport(world.deps)(admin, world.project.id, earlier)).images).toBeUndefined()
    await label(world, 'f/1.png', 'c1')
    const { images } = cocoOf(world, await runExport(world, { since: earlier }))
    expect(images.map(({ path }) => path)).toEqual(['f/1.png'])
  })
})
