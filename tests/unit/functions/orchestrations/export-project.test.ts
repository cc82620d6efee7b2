import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { classId, exportId, userId } from '../../../../src/domain/core/ids.ts'
import { datasetPartition, datasets } from '../../../../src/domain/datasets/dataset.ts'
import { cancelExport } from '../../../../src/domain/exports/cancel-export.ts'
import type { ExportDocument } from '../../../../src/domain/exports/export.ts'
import { getExport } from '../../../../src/domain/exports/get-export.ts'
import { listExports } from '../../../../src/domain/exports/list-exports.ts'
import { openExportFile } from '../../../../src/domain/exports/open-export-file.ts'
import { startExport, type ExportRequest } from '../../../../src/domain/exports/start-export.ts'
import { answerItem, approveItem, rejectItem } from '../../../../src/domain/items/change-item.ts'
import type { ProjectDocument } from '../../../../src/domain/projects/project.ts'
import { readItems } from '../../../support/labeling-world.ts'
import { parseCsv } from '../../../support/parse-csv.ts'
import {
  admin,
  crashingProcesses,
  createLongWorkWorld,
  image,
  type LongWorkWorld,
} from '../../../support/long-work-world.ts'

const ann = userId.parse('ann')
const classes = [
  { id: classId.parse('c0'), path: 'Cat, "big"; \\ fat' },
  { id: classId.parse('c1'), path: 'Dog' },
  { id: classId.parse('c2'), path: 'Gone', withdrawn: true as const },
  { id: classId.parse('c3'), path: 'Unused', withdrawn: true as const },
]
const labelOf = (...ids: readonly string[]) => ({
  kind: 'Classes' as const,
  classes: ids.map((id) => classId.parse(id)),
})
const label = (world: LongWorkWorld, path: string, ...ids: readonly string[]) =>
  world.changeItem(path, (item) =>
    answerItem(item, { type: 'Label', label: labelOf(...ids), by: ann, at: world.clock.now }),
  )

const hostile = [
  'it\'s "#1", 100%.png',
  '😀/ü;x.png',
  'line\nbreak.png',
  `${'long/'.repeat(199)}n.png`,
  'back\\slash.png',
]

const start = async (count: number, changes: Partial<ProjectDocument> = {}) => {
  const world = await createLongWorkWorld({ classes, segments: 3, ...changes })
  for (let index = 0; index < count; index += 1)
    world.container.write(`f/${index}.png`, image(index + 1, 7), 1000)
  for (const path of hostile) world.container.write(path, image(), 1000)
  await world.startImport()
  await world.runStarted()
  world.clock.now += 1000
  return world
}

const ask = (world: LongWorkWorld, request: Partial<ExportRequest> = {}) =>
  startExport(world.deps)(admin, world.workflows, world.project.id, {
    format: 'Coco',
    include: 'Labeled',
    ...request,
  })

const run = async (world: LongWorkWorld, request: Partial<ExportRequest> = {}) => {
  const { export: id } = await ask(world, request)
  world.clock.now += 1000
  await world.runStarted()
  return getExport(world.deps)(admin, world.project.id, id)
}

const text = (world: LongWorkWorld, record: ExportDocument, path: string) =>
  Buffer.from(world.files.committed.get(`${record.snapshotPath}/${path}`) ?? []).toString()

interface Coco {
  readonly info: unknown
  readonly licenses: unknown
  readonly images: readonly Record<string, unknown>[]
  readonly annotations: readonly Record<string, number>[]
  readonly categories: readonly { id: number; name: string }[]
}
const coco = (world: LongWorkWorld, record: ExportDocument, path = 'coco.json') =>
  JSON.parse(text(world, record, path)) as Coco

describe('export', () => {
  it('writes COCO as Azure ML does, whole at thousands of items', async () => {
    const world = await start(3000)
    for (let index = 0; index < 3000; index += 10)
      await label(world, `f/${index}.png`, index % 20 === 0 ? 'c0' : 'c2')
    for (const path of hostile) await label(world, path, 'c1')
    const record = await run(world)
    expect(record).toMatchObject({ status: 'Succeeded', exportedRowCount: 305, totalRowCount: 3005 })
    const { images, annotations, categories, info, licenses } = coco(world, record)
    expect(info).toMatchObject({ description: 'cats', version: '1.2.3' })
    expect(licenses).toEqual([])
    expect(categories).toEqual([
      { id: 1, name: classes[0]!.path },
      { id: 2, name: 'Dog' },
      { id: 3, name: 'Gone' },
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
    })
    for (const path of hostile) {
      const url = String(byName.get(path)?.['absolute_url'])
      expect(decodeURIComponent(new URL(url).pathname)).toBe(`/container/${path}`)
    }
    const ofTen = annotations.find(({ image_id: id }) => id === byName.get('f/10.png')?.['id'])
    expect(ofTen).toMatchObject({ category_id: 3, area: 0 })
    expect(Object.keys(ofTen!).sort()).toEqual(['area', 'category_id', 'id', 'image_id'])
    expect(text(world, record, 'coco.json')).toContain('"area":0.0}')
  })

  it('tells an image without a class from one without a label', async () => {
    const world = await start(5, { taskType: 'MultiLabel', allowNoClass: true })
    await label(world, 'f/0.png', 'c0', 'c1')
    await label(world, 'f/1.png')
    await world.changeItem('f/2.png', (item) =>
      answerItem(item, { type: 'Skip', by: ann, at: world.clock.now }),
    )
    const labeled = coco(world, await run(world))
    expect(labeled.images.map((one) => one['file_name']).sort()).toEqual(['f/0.png', 'f/1.png'])
    expect(labeled.annotations).toHaveLength(2)
    const all = coco(world, await run(world, { include: 'All' }))
    expect(all.images).toHaveLength(10)
    expect(all.images.filter((one) => one['labeled'] === false)).toHaveLength(8)
    const lines = text(world, await run(world, { format: 'Dataset', include: 'All' }), 'annotations.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const labels = new Map(lines.map((line) => [line['image_url'], line['label']]))
    expect(labels.get('AmlDatastore://store/f/0.png')).toEqual([classes[0]!.path, 'Dog'])
    expect(labels.get('AmlDatastore://store/f/1.png')).toEqual([])
    expect(labels.get('AmlDatastore://store/f/2.png')).toBeUndefined()
    const rows = parseCsv(
      text(world, await run(world, { format: 'Csv', include: 'All' }), 'labeledDatapoints.csv'),
    )
    const row = (path: string) => rows.find(([url]) => url === `AmlDatastore://store/${path}`)
    expect(rows[0]).toEqual(['Url', 'Label', 'State', 'LabeledBy', 'LabeledAt'])
    const at = new Date(world.clock.now - 4000).toISOString()
    expect(row('f/0.png')).toEqual([
      `AmlDatastore://store/f/0.png`,
      'Cat, "big"\\; \\\\ fat;Dog',
      'labeled',
      'ann',
      at,
    ])
    expect(row('f/1.png')?.slice(1, 4)).toEqual(['', 'labeled', 'ann'])
    expect(row('f/2.png')?.slice(1, 4)).toEqual(['', 'skipped', 'ann'])
    expect(row('f/3.png')?.slice(1)).toEqual(['', 'unlabeled', '', ''])
    for (const path of hostile) expect(row(path)).toBeDefined()
    expect(rows).toHaveLength(11)
  })

  it('registers the labeled dataset, a version an export, with its MLTable', async () => {
    const world = await start(3)
    await label(world, 'f/0.png', 'c1')
    const first = await run(world, { format: 'Dataset' })
    expect(JSON.parse(text(world, first, 'annotations.jsonl'))).toEqual({
      image_url: 'AmlDatastore://store/f/0.png',
      image_details: { format: 'png', width: '1px', height: '7px' },
      label: 'Dog',
    })
    expect(text(world, first, 'MLTable')).toContain('  - file: ./annotations.jsonl\n')
    expect(first).toMatchObject({ labeledAssetName: 'cats-labeled', datasetVersion: 1 })
    expect(await run(world, { format: 'Dataset' })).toMatchObject({ datasetVersion: 2 })
    const dataset = await datasets.read(world.store, datasetPartition, 'cats-labeled')
    expect(dataset?.document).toMatchObject({ type: 'Labeled', version: 2, project: 'cats' })
  })

  it('splits by item, each part whole in itself', async () => {
    const world = await start(200)
    for (let index = 0; index < 200; index += 1) await label(world, `f/${index}.png`, 'c0')
    const split = { train: 0.6, validation: 0.3, test: 0.1, seed: 7 }
    const record = await run(world, { split })
    const parts = ['train', 'validation', 'test'].map((name) => coco(world, record, `coco-${name}.json`))
    expect(parts.reduce((sum, { images }) => sum + images.length, 0)).toBe(200)
    for (const { images, annotations } of parts)
      expect(annotations.map(({ image_id: id }) => id).sort()).toEqual(images.map(({ id }) => id).sort())
    const dataset = await run(world, { split, format: 'Dataset' })
    expect(dataset.files.map(({ path }) => path)).toEqual([
      'train/train_annotations.jsonl',
      'train/MLTable',
      'validation/validation_annotations.jsonl',
      'validation/MLTable',
      'test/test_annotations.jsonl',
      'test/MLTable',
      'manifest.json',
    ])
    expect(dataset.files.every(({ name }) => !name.includes('/'))).toBe(true)
    expect(new Set(dataset.files.map(({ name }) => name)).size).toBe(7)
  })

  it('shows each item as it was when it was asked for', async () => {
    const world = await start(6)
    await label(world, 'f/0.png', 'c0')
    await label(world, 'f/1.png', 'c0')
    await label(world, 'f/2.png', 'c0')
    world.clock.now += 1
    const { export: id } = await ask(world, { format: 'Csv' })
    world.clock.now += 1
    await world.changeItem('f/0.png', (item) => rejectItem(item, ann, world.clock.now))
    await label(world, 'f/0.png', 'c1')
    await world.changeItem('f/1.png', (item) => rejectItem(item, ann, world.clock.now))
    await label(world, 'f/3.png', 'c1')
    await world.changeItem('f/2.png', (item) => approveItem(item, ann, world.clock.now))
    await world.runStarted()
    const record = await getExport(world.deps)(admin, world.project.id, id)
    const rows = parseCsv(text(world, record, 'labeledDatapoints.csv')).slice(1)
    expect(rows.map(([url, name, state]) => [url, name, state]).sort()).toEqual(
      ['f/0.png', 'f/1.png', 'f/2.png'].map((path) => [
        `AmlDatastore://store/${path}`,
        classes[0]!.path,
        'labeled',
      ]),
    )
  })

  it('exports only what changed since another export', async () => {
    const world = await start(4)
    await label(world, 'f/0.png', 'c0')
    await label(world, 'f/1.png', 'c0')
    const first = await run(world)
    await label(world, 'f/2.png', 'c1')
    await world.changeItem('f/1.png', (item) => rejectItem(item, ann, world.clock.now))
    await label(world, 'f/1.png', 'c1')
    world.clock.now += 1
    const second = await run(world, { since: first.export })
    expect(
      coco(world, second)
        .images.map((one) => one['file_name'])
        .sort(),
    ).toEqual(['f/1.png', 'f/2.png'])
    const manifest = JSON.parse(text(world, second, 'manifest.json')) as Record<string, unknown>
    expect(manifest['since']).toMatchObject({ export: first.export })
    await expect(ask(world, { since: exportId.parse('nope') })).rejects.toMatchObject({
      code: 'ExportNotFound',
    })
  })

  it('accounts for everything in its manifest', async () => {
    const world = await start(6)
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
    const record = await run(world)
    const manifest = JSON.parse(text(world, record, 'manifest.json')) as Record<string, unknown>
    expect(manifest).toMatchObject({
      service: { name: 'Etiquette', version: '1.2.3' },
      snapshotAt: new Date(record.snapshotAt).toISOString(),
      project: { name: 'cats', path: '**' },
      counts: {
        items: 11,
        rows: 2,
        byState: { labeled: 1, approved: 1 },
        byClass: { [classes[0]!.path]: 1, Dog: 1 },
        withoutImage: 1,
        leftOut: { missing: 1, notIncluded: 8, importedLater: 0, unchanged: 0 },
      },
    })
    for (const { path, sha256, size } of record.files) {
      const content = world.files.committed.get(`${record.snapshotPath}/${path}`)!
      expect(sha256).toBe(createHash('sha256').update(content).digest('hex'))
      expect(size).toBe(content.byteLength)
    }
    expect(coco(world, await run(world, { include: 'Approved' })).images).toHaveLength(1)
    const unsized = coco(world, record).images.find((one) => one['file_name'] === 'f/0.png')
    expect(unsized).toMatchObject({ width: 0, height: 0 })
  })

  it('reads headers that are still to be read, and keeps none', async () => {
    const world = await start(3)
    await label(world, 'f/2.png', 'c0')
    await world.changeItem('f/2.png', ({ width: _, height: __, ...item }) => ({
      ...item,
      headerPending: true as const,
    }))
    expect(coco(world, await run(world)).images[0]).toMatchObject({ width: 3, height: 7 })
    const items = await readItems(world.store, world.project)
    expect(items.filter(({ headerPending }) => headerPending)).toHaveLength(1)
  })

  it('is valid with nothing in it', async () => {
    const world = await start(1)
    const record = await run(world, { split: { train: 0.5, validation: 0.5, test: 0, seed: 1 } })
    expect(coco(world, record, 'coco-train.json')).toMatchObject({ images: [], annotations: [] })
    expect(text(world, await run(world, { format: 'Dataset' }), 'annotations.jsonl')).toBe('')
    expect(parseCsv(text(world, await run(world, { format: 'Csv' }), 'labeledDatapoints.csv'))).toHaveLength(
      1,
    )
  })

  it.each(['Coco', 'Dataset', 'Csv'] as const)(
    '%s: the same bytes after a crash at any write',
    async (format) => {
      const prepare = async () => {
        const world = await start(12)
        for (let index = 0; index < 12; index += 1) await label(world, `f/${index}.png`, `c${index % 3}`)
        const record = await ask(world, { format, split: { train: 0.5, validation: 0.5, test: 0, seed: 1 } })
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
        expect(record).toEqual(done)
        expect(await world.readOperation(record.operation)).toMatchObject({ status: 'Succeeded' })
      }
      expect(point).toBeGreaterThan(20)
    },
  )

  it('runs at most three at a time, however they are asked for', async () => {
    const world = await start(1)
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => ask(world)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'TooManyExports' },
    })
    await world.runStarted()
    await run(world)
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
      const world = await start(3)
      await label(world, 'f/0.png', 'c0')
      const record = await ask(world)
      let steps = 0
      const canceled: Promise<unknown>[] = []
      const cancel = () => cancelExport(world.deps)(admin, world.workflows, world.project.id, record.export)
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
        expect(world.workflows.terminated).toEqual([record.operation])
        expect(await cancel()).toMatchObject({ status: 'Canceled' })
      } else expect(outcome).toMatchObject({ code: 'ExportFinished' })
      await run(world)
    }
  })

  it('fails with a reason when the name of its dataset is taken meanwhile', async () => {
    const world = await start(1)
    const record = await ask(world, { format: 'Dataset' })
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
    await expect(ask(world, { format: 'Dataset' })).rejects.toMatchObject({ code: 'DatasetInUse' })
    expect(await run(world, { format: 'Dataset', name: 'other' as never })).toMatchObject({
      status: 'Succeeded',
    })
  })

  it('gives out its files by name', async () => {
    const world = await start(1)
    const record = await run(world)
    const open = (name: string) => openExportFile(world.deps)(admin, world.project.id, record.export, name)
    expect(await open('coco.json')).toMatchObject({
      kind: 'Opened',
      file: { contentType: 'application/json' },
    })
    await expect(open('../secret')).rejects.toMatchObject({ code: 'ExportFileNotFound' })
    world.files.readUrl = (path) => Promise.resolve(`https://signed/${path}`)
    expect(await open('manifest.json')).toEqual({
      kind: 'Redirect',
      url: `https://signed/${record.snapshotPath}/manifest.json`,
    })
  })
})
