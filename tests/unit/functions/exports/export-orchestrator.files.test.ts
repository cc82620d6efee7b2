import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { openSqliteStore } from '../../../../src/adapters/sqlite/sqlite-store.ts'
import { csvColumns } from '../../../../src/domain/formats/csv-columns.ts'
import { datastoreUrlOf } from '../../../../src/domain/model/exports/file-urls.ts'
import { datasetPartition, datasets } from '../../../../src/domain/model/datasets/dataset.ts'
import { isJoinablePath } from '../../../../src/domain/core/safe-path.ts'
import { answerItem, approveItem } from '../../../../src/domain/model/items/change-item.ts'
import { itemIdOf } from '../../../../src/domain/model/items/segment.ts'
import { writeSegment } from '../../../../src/domain/model/items/write-segment.ts'
import { splitBatches } from '../../../../src/domain/model/items/split-batches.ts'
import {
  ann,
  classes,
  cocoOf,
  hostile,
  label,
  runExport,
  startWithImages,
  textOf,
} from '../../../support/export-world.ts'
import { labelOf, makeItem, readItems } from '../../../support/labeling-world.ts'
import { createLongWorkWorld } from '../../../support/long-work-world.ts'
import { parseCsv } from '../../../support/parse-csv.ts'

describe('export', () => {
  it('writes COCO as Azure ML does, whole at thousands of items', async () => {
    const world = await startWithImages(3000)
    for (let index = 0; index < 3000; index += 10)
      await label(world, `f/${index}.png`, index % 20 === 0 ? 'c0' : 'c2')
    for (const path of hostile) await label(world, path, 'c1')
    const record = await runExport(world)
    expect(record).toMatchObject({ status: 'Succeeded', exportedRowCount: 305, totalRowCount: 3005 })
    const { images, annotations, categories, info, licenses } = cocoOf(world, record)
    expect(info).toMatchObject({ description: 'cats', version: '1.2.3' })
    expect(licenses).toEqual([])
    expect(categories).toEqual([
      { id: 1, name: classes[0]!.path, supercategory: '' },
      { id: 2, name: 'Dog', supercategory: '' },
      { id: 3, name: 'Gone', supercategory: '', withdrawn: true },
      { id: 4, name: 'Unused', supercategory: '', withdrawn: true },
    ])
    expect(images).toHaveLength(305)
    expect(annotations).toHaveLength(305)
    expect(new Set(images.map(({ id }) => id)).size).toBe(305)
    expect(new Set(annotations.map(({ id }) => id)).size).toBe(305)
    const byName = new Map(images.map((one) => [one['file_name'], one]))
    expect(byName.get('f/10.png')).toEqual({
      id: expect.any(Number),
      width: 11,
      height: 7,
      file_name: 'f/10.png',
      coco_url: 'AmlDatastore://store/f/10.png',
      absolute_url: 'https://account.blob.core.windows.net/container/f/10.png',
      date_captured: new Date(1000).toISOString(),
      item: itemIdOf('store', 'f/10.png'),
      path: 'f/10.png',
      orientation: 1,
      state: 'labeled',
    })
    for (const path of hostile) {
      const renamed = `_renamed/${itemIdOf('store', path)}.png`
      const image = byName.get(isJoinablePath(path) ? path : renamed)
      expect(image).toMatchObject({ path, coco_url: datastoreUrlOf({ datastore: 'store' }, path) })
      const url = new URL(String(image?.['absolute_url']))
      expect(decodeURIComponent(url.pathname)).toBe(`/container/${path}`)
    }
    const ofTen = annotations.find(({ image_id: id }) => id === byName.get('f/10.png')?.['id'])
    expect(ofTen).toMatchObject({ category_id: 3, iscrowd: 0, area: 77, bbox: [0, 0, 11, 7] })
  })

  it('tells an image without a class from one without a label', async () => {
    const world = await startWithImages(5, { taskType: 'MultiLabel', options: { allowNoClass: true } })
    await label(world, 'f/0.png', 'c0', 'c1')
    await label(world, 'f/1.png')
    await world.changeItem('f/2.png', (item) => answerItem(item, { type: 'Skip' }, ann, world.clock.now))
    const labeled = cocoOf(world, await runExport(world))
    expect(labeled.images.map((one) => one['file_name']).sort()).toEqual(['f/0.png', 'f/1.png'])
    expect(labeled.annotations).toHaveLength(2)
    const all = cocoOf(world, await runExport(world, { include: 'All' }))
    expect(all.images).toHaveLength(10)
    expect(all.images.filter((one) => one['labeled'] === false)).toHaveLength(8)
    const lines = textOf(
      world,
      await runExport(world, { format: 'Dataset', include: 'All' }),
      'labeledDatapoints.jsonl',
    )
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const labels = new Map(lines.map((line) => [line['image_url'], line['label']]))
    expect(labels.get('AmlDatastore://store/f/0.png')).toEqual([classes[0]!.path, 'Dog'])
    expect(labels.get('AmlDatastore://store/f/1.png')).toEqual([])
    expect(labels.get('AmlDatastore://store/f/2.png')).toBeUndefined()
    const rows = parseCsv(
      textOf(world, await runExport(world, { format: 'Csv', include: 'All' }), 'labeledDatapoints.csv'),
    )
    const row = (path: string) => rows.find((fields) => fields[6] === itemIdOf('store', path))
    expect(rows[0]).toEqual([...csvColumns])
    const at = new Date(world.clock.now - 4000).toISOString()
    expect(row('f/0.png')).toEqual([
      `AmlDatastore://store/f/0.png`,
      'Cat, "big"; \\ fat,Dog',
      'labeled',
      'ann',
      at,
      JSON.stringify([classes[0]!.path, 'Dog']),
      itemIdOf('store', 'f/0.png'),
      'f/0.png',
      'https://account.blob.core.windows.net/container/f/0.png',
      '1',
      '',
      '',
    ])
    expect(row('f/1.png')?.slice(1, 6)).toEqual(['', 'labeled', 'ann', at, '[]'])
    expect(row('f/2.png')?.slice(1, 4)).toEqual(['', 'skipped', 'ann'])
    expect(row('f/3.png')?.slice(1, 6)).toEqual(['', 'unlabeled', '', '', ''])
    for (const path of hostile) expect(row(path)).toBeDefined()
    expect(rows).toHaveLength(11)
  })

  it('registers the labeled dataset, a version an export, with its MLTable', async () => {
    const world = await startWithImages(3)
    await label(world, 'f/0.png', 'c1')
    const first = await runExport(world, { format: 'Dataset' })
    expect(JSON.parse(textOf(world, first, 'labeledDatapoints.jsonl'))).toEqual({
      image_url: 'AmlDatastore://store/f/0.png',
      image_details: { format: 'png', width: '1px', height: '7px' },
      label: 'Dog',
      absolute_url: 'https://account.blob.core.windows.net/container/f/0.png',
      path: 'f/0.png',
      item: itemIdOf('store', 'f/0.png'),
      width: 1,
      height: 7,
      orientation: 1,
      state: 'labeled',
      problem: '',
    })
    expect(textOf(world, first, 'MLTable')).toContain('  - file: ./labeledDatapoints.jsonl\n')
    expect(first).toMatchObject({ labeledAssetName: 'cats-labeled', datasetVersion: 1 })
    expect(await runExport(world, { format: 'Dataset' })).toMatchObject({ datasetVersion: 2 })
    const dataset = await datasets.read(world.store, datasetPartition, 'cats-labeled')
    expect(dataset?.document).toMatchObject({ type: 'Labeled', version: 2, project: 'cats' })
  })

  it('splits by item, each part whole in itself', async () => {
    const world = await startWithImages(200)
    for (let index = 0; index < 200; index += 1) await label(world, `f/${index}.png`, 'c0')
    const split = { train: 0.6, validation: 0.3, test: 0.1, seed: 7 }
    const record = await runExport(world, { split })
    const parts = ['train', 'validation', 'test'].map((name) => cocoOf(world, record, `labels_${name}.json`))
    expect(parts.reduce((sum, { images }) => sum + images.length, 0)).toBe(200)
    for (const { images, annotations } of parts)
      expect(annotations.map(({ image_id: id }) => id).sort()).toEqual(images.map(({ id }) => id).sort())
    const dataset = await runExport(world, { split, format: 'Dataset' })
    expect(dataset.files.map(({ path }) => path)).toEqual([
      'train/labeledDatapoints.jsonl',
      'train/MLTable',
      'validation/labeledDatapoints.jsonl',
      'validation/MLTable',
      'test/labeledDatapoints.jsonl',
      'test/MLTable',
      'README.md',
      '__about/manifest.json',
    ])
    expect(dataset.files.every(({ name }) => !name.includes('/'))).toBe(true)
    expect(new Set(dataset.files.map(({ name }) => name)).size).toBe(8)
  })

  it('accounts for everything in its manifest', async () => {
    const world = await startWithImages(6)
    world.container.write('broken.png', Buffer.from('no'), world.clock.now)
    await label(world, 'f/0.png', 'c0')
    await label(world, 'f/1.png', 'c1')
    await label(world, 'f/2.png', 'c1')
    await world.changeItem('f/1.png', (item) => approveItem(item, ann, world.clock.now))
    await world.changeItem('f/2.png', (item) => ({ ...item, missing: true as const }))
    await world.changeItem('f/0.png', (item) => ({
      ...item,
      problem: 'NotAnImage' as const,
      width: undefined,
      height: undefined,
    }))
    const record = await runExport(world)
    const manifest = JSON.parse(textOf(world, record, 'manifest.json')) as Record<string, unknown>
    expect(manifest).toMatchObject({
      service: { name: 'Etiquette', version: '1.2.3' },
      snapshotAt: new Date(record.snapshotAt).toISOString(),
      project: { name: 'cats', path: '**' },
      counts: {
        items: 11,
        rows: 1,
        byState: { approved: 1 },
        byClass: { Dog: 1 },
        withoutImage: 0,
        leftOut: { missing: 1, notIncluded: 8, importedLater: 0, unchanged: 0, withoutImage: 1 },
        problems: [{ problem: 'NotAnImage', count: 1 }],
      },
    })
    for (const { path, sha256, size } of record.files) {
      const content = world.files.committed.get(`${record.snapshotPath}/${path}`)!
      expect(sha256).toBe(createHash('sha256').update(content).digest('hex'))
      expect(size).toBe(content.byteLength)
    }
    expect(cocoOf(world, await runExport(world, { include: 'Approved' })).images).toHaveLength(1)
  })

  it('reads headers that are still to be read, and keeps none', async () => {
    const world = await startWithImages(3)
    await label(world, 'f/2.png', 'c0')
    await world.changeItem('f/2.png', (item) => ({
      ...item,
      width: undefined,
      height: undefined,
      headerPending: true as const,
    }))
    expect(cocoOf(world, await runExport(world)).images[0]).toMatchObject({ width: 3, height: 7 })
    const items = await readItems(world.store, world.project)
    expect(items.filter(({ headerPending }) => headerPending)).toHaveLength(1)
  })

  it('numbers on from part to part of a large segment', async () => {
    const world = await createLongWorkWorld(
      { classes, segments: 1, status: 'Running' },
      openSqliteStore({ file: ':memory:', now: () => 0 }),
    )
    const count = 20_500
    const changes = Array.from({ length: count }, (_, index) => {
      const { headerPending: _pending, ...item } = makeItem(world.project, `${index}.png`)
      const sized = { ...item, width: 3, height: 4 }
      return { after: answerItem(sized, labelOf('c0', 'c1'), ann, 5)! }
    })
    for (const batch of splitBatches(changes, 99))
      await writeSegment(world.store, { uid: 'u1', segment: 0 }, batch)
    const record = await runExport(world)
    expect(record.exportedRowCount).toBe(count)
    const { images, annotations } = cocoOf(world, record)
    expect(new Set(images.map(({ id }) => id)).size).toBe(count)
    expect(new Set(annotations.map(({ id }) => id)).size).toBe(2 * count)
    expect(Math.max(...annotations.map(({ id }) => id!))).toBe(2 * count)
  })

  it('is valid with nothing in it', async () => {
    const world = await startWithImages(1)
    const record = await runExport(world, { split: { train: 0.5, validation: 0.5, test: 0, seed: 1 } })
    expect(cocoOf(world, record, 'labels_train.json')).toMatchObject({ images: [], annotations: [] })
    expect(textOf(world, await runExport(world, { format: 'Dataset' }), 'labeledDatapoints.jsonl')).toBe('')
    expect(
      parseCsv(textOf(world, await runExport(world, { format: 'Csv' }), 'labeledDatapoints.csv')),
    ).toHaveLength(1)
  })
})
