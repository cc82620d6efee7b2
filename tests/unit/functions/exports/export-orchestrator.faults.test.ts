import { describe, expect, it } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { datastorePartition, datastores } from '../../../../src/domain/model/datastores/datastore.ts'
import type { ExportDocument } from '../../../../src/domain/model/exports/export.ts'
import { rejectItem } from '../../../../src/domain/model/items/change-item.ts'
import type { ItemDocument } from '../../../../src/domain/model/items/item.ts'
import {
  ann,
  askForExport,
  cocoOf,
  label,
  runExport,
  startWithImages,
  textOf,
} from '../../../support/export-world.ts'
import type { LongWorkWorld } from '../../../support/long-work-world.ts'

const linesOf = (world: LongWorkWorld, record: ExportDocument, path: string) =>
  textOf(world, record, path)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

const problemsIn = (world: LongWorkWorld, record: ExportDocument) =>
  Object.fromEntries(
    linesOf(world, record, 'problems.jsonl').map(({ path, problem, reason }) => [path, [problem, reason]]),
  )

const countsOf = (world: LongWorkWorld, record: ExportDocument) =>
  (JSON.parse(textOf(world, record, 'manifest.json')) as { counts: Record<string, unknown> }).counts

const namesIn = (world: LongWorkWorld, record: ExportDocument) =>
  cocoOf(world, record)
    .images.map((image) => String(image['file_name']))
    .toSorted()

const withHeader =
  (header: Partial<ItemDocument>) =>
  (item: ItemDocument): ItemDocument => {
    const { width: _, height: __, ...rest } = item
    return { ...rest, ...header }
  }

const pending = withHeader({ headerPending: true })

/** Labeled images `f/0.png` and so on, each with this change of its header. */
const startWith = async (...headers: readonly ((item: ItemDocument) => ItemDocument)[]) => {
  const world = await startWithImages(headers.length)
  for (const [at, header] of headers.entries()) {
    await label(world, `f/${at}.png`, 'c0')
    await world.changeItem(`f/${at}.png`, header)
  }
  return world
}

const faulty = [
  withHeader({ problem: 'NotAnImage' }),
  withHeader({ problem: 'Truncated', width: 5, height: 5 }),
  withHeader({ problem: 'Unreadable', unreadable: 'Archived' }),
  withHeader({ problem: 'Oversized', width: 2 ** 31 - 1, height: 2 ** 31 - 1 }),
  withHeader({}),
  withHeader({ width: 0, height: 0 }),
]
const whole = [
  withHeader({ width: 3, height: 4 }),
  withHeader({ problem: 'NotDisplayable', width: 6, height: 7 }),
]

describe('an export of items without a usable image', () => {
  it('leaves them out of COCO, and lists and counts them with their reasons', async () => {
    const world = await startWith(...faulty, ...whole)
    const record = await runExport(world)
    expect(record).toMatchObject({ status: 'Succeeded', exportedRowCount: 2, unsized: 'LeaveOut' })
    expect(namesIn(world, record)).toEqual(['f/6.png', 'f/7.png'])
    expect(cocoOf(world, record).annotations).toHaveLength(2)
    expect(countsOf(world, record)).toMatchObject({
      rows: 2,
      withoutImage: 0,
      leftOut: { withoutImage: 6, notIncluded: 5 },
      problems: [
        { problem: 'NotAnImage', count: 1 },
        { problem: 'Oversized', count: 1 },
        { problem: 'SizeUnknown', count: 2 },
        { problem: 'Truncated', count: 1 },
        { problem: 'Unreadable', reason: 'Archived', count: 1 },
      ],
    })
    expect(problemsIn(world, record)).toMatchObject({
      'f/0.png': ['NotAnImage', undefined],
      'f/2.png': ['Unreadable', 'Archived'],
      'f/5.png': ['SizeUnknown', undefined],
    })
    expect(linesOf(world, record, 'problems.jsonl')).toHaveLength(6)
    expect(record.files.map(({ name }) => name)).toEqual([
      'labels_default.json',
      'README.md',
      'problems.jsonl',
      'leftOut.jsonl',
      'manifest.json',
    ])
  })

  it('keeps them on request, without an invented size', async () => {
    const world = await startWith(...faulty, ...whole)
    const record = await runExport(world, { unsized: 'Keep' })
    const images = new Map(cocoOf(world, record).images.map((image) => [image['file_name'], image]))
    expect(images.size).toBe(8)
    for (const [at, size] of [undefined, 5, undefined, 2 ** 31 - 1, undefined, undefined, 3, 6].entries())
      expect(images.get(`f/${at}.png`)?.['width']).toBe(size)
    expect(images.get('f/4.png')).toMatchObject({ problem: 'SizeUnknown' })
    expect(images.get('f/7.png')).not.toHaveProperty('problem')
    expect(textOf(world, record, 'labels_default.json')).not.toMatch(/"(width|height)":0\b/)
    expect(countsOf(world, record)).toMatchObject({ withoutImage: 6, leftOut: { withoutImage: 0 } })
    expect(linesOf(world, record, 'problems.jsonl').every(({ exported }) => exported)).toBe(true)
  })

  it('lists them in formats that can say so, and counts what the format needs', async () => {
    const world = await startWith(...faulty, ...whole)
    const dataset = await runExport(world, { format: 'Dataset' })
    expect(dataset).toMatchObject({ exportedRowCount: 8 })
    expect(dataset.unsized).toBeUndefined()
    expect(textOf(world, dataset, 'labeledDatapoints.jsonl')).not.toContain('"0px"')
    expect(countsOf(world, dataset)).toMatchObject({ withoutImage: 6 })
    const csv = await runExport(world, { format: 'Csv' })
    expect(countsOf(world, csv)).toMatchObject({ rows: 8, withoutImage: 4 })
    await expect(askForExport(world, { format: 'Csv', unsized: 'Keep' })).rejects.toMatchObject({
      code: 'InvalidRequest',
      target: 'unsized',
    })
  })

  it('writes no list without a problem', async () => {
    const world = await startWith(...whole)
    const record = await runExport(world)
    expect(record.files.map(({ name }) => name)).toEqual([
      'labels_default.json',
      'README.md',
      'manifest.json',
    ])
    expect(countsOf(world, record)['problems']).toBeUndefined()
  })
})

describe('an export whose storage refuses files', () => {
  it.each(['Coco', 'Dataset'])('%s costs these files only', async (format) => {
    const world = await startWith(...Array.from({ length: 6 }, () => pending))
    world.container.archived.add('f/1.png')
    world.container.files.delete('f/2.png')
    world.container.before = (_, path) => {
      if (path === 'f/3.png')
        throw new DomainError('DatastoreUnreachable', 'The SAS token does not allow this')
    }
    const record = await runExport(world, { format })
    expect(record).toMatchObject({ status: 'Succeeded', exportedRowCount: format === 'Coco' ? 3 : 6 })
    expect(problemsIn(world, record)).toEqual({
      'f/1.png': ['Unreadable', 'Archived'],
      'f/2.png': ['Unreadable', undefined],
      'f/3.png': ['SizeUnknown', 'DatastoreUnreachable'],
    })
    if (format === 'Coco') expect(namesIn(world, record)).toEqual(['f/0.png', 'f/4.png', 'f/5.png'])
  })

  it('succeeds without the container, and stops asking for it', async () => {
    const world = await startWith(...Array.from({ length: 200 }, () => pending), ...whole)
    world.container.there = false
    let reads = 0
    world.container.before = (request) => {
      if (request === 'read') reads += 1
    }
    const record = await runExport(world)
    expect(record).toMatchObject({ status: 'Succeeded', exportedRowCount: 2 })
    expect(countsOf(world, record)).toMatchObject({
      problems: [{ problem: 'SizeUnknown', reason: 'DatastoreUnreachable', count: 200 }],
    })
    // For each of the three parts, with the reads that were under way.
    expect(reads).toBeLessThan(3 * (48 + 16))
  })

  it('succeeds without the datastore', async () => {
    const world = await startWith(pending, ...whole)
    const known = await datastores.read(world.store, datastorePartition, 'store')
    await world.store.batch('workspace', datastorePartition, [
      { type: 'delete', id: 'store', ifMatch: known!.etag },
    ])
    // The request itself needs its URL.
    const asked = askForExport(world)
    await expect(asked).rejects.toMatchObject({ code: 'DatastoreNotFound' })
    await world.store.batch('workspace', datastorePartition, [{ type: 'create', document: known!.document }])
    await askForExport(world)
    const again = await datastores.read(world.store, datastorePartition, 'store')
    await world.store.batch('workspace', datastorePartition, [
      { type: 'delete', id: 'store', ifMatch: again!.etag },
    ])
    await world.runStarted()
    const manifest = [...world.files.committed].find(([path]) => path.endsWith('manifest.json'))
    expect(JSON.parse(Buffer.from(manifest![1]).toString())).toMatchObject({
      counts: { rows: 2, problems: [{ problem: 'SizeUnknown', reason: 'DatastoreNotFound', count: 1 }] },
    })
  })

  it('waits for an outage that passes, and costs no item then', async () => {
    const world = await startWith(pending, pending, ...whole)
    let failures = 0
    world.container.before = (request) => {
      if (request !== 'read' || failures >= 14) return
      failures += 1
      throw new DomainError('DatastoreUnavailable', 'Busy')
    }
    const record = await runExport(world)
    expect(failures).toBe(14)
    expect(record).toMatchObject({ status: 'Succeeded', exportedRowCount: 4 })
    expect(countsOf(world, record)).toMatchObject({ leftOut: { withoutImage: 0 } })
  })

  it.each(['DatastoreUnavailable', 'TooManyRequests'] as const)(
    'does not wait for ever for %s, and counts what it could not read',
    async (code) => {
      const world = await startWith(pending, pending, pending, ...whole)
      world.container.before = (request, path) => {
        if (request === 'read' && path !== 'f/1.png') throw new DomainError(code, 'Busy')
      }
      const record = await runExport(world)
      expect(record).toMatchObject({ status: 'Succeeded', exportedRowCount: 3 })
      expect(problemsIn(world, record)).toEqual({
        'f/0.png': ['SizeUnknown', code],
        'f/2.png': ['SizeUnknown', code],
      })
    },
  )

  it('fails for an error that is not of the storage', async () => {
    const world = await startWith(pending)
    world.container.before = (request) => {
      if (request === 'read') throw new TypeError('A bug')
    }
    expect(await runExport(world)).toMatchObject({ status: 'Failed', error: { code: 'InternalError' } })
  })
})

describe('an export with since, and items without a usable image', () => {
  const removedIn = (world: LongWorkWorld, record: ExportDocument) =>
    linesOf(world, record, 'removed.jsonl')
      .map(({ path }) => path)
      .toSorted()

  it('removes what the earlier export had and this one leaves out', async () => {
    const world = await startWith(...faulty.slice(0, 1), ...whole)
    const csv = await runExport(world, { format: 'Csv' })
    const record = await runExport(world, { since: csv.export })
    expect([namesIn(world, record), removedIn(world, record)]).toEqual([[], ['f/0.png']])
    await world.changeItem('f/1.png', withHeader({ problem: 'Truncated' }))
    const next = await runExport(world, { since: record.export })
    expect([namesIn(world, next), removedIn(world, next)]).toEqual([[], ['f/1.png']])
    const last = await runExport(world, { since: next.export })
    expect([namesIn(world, last), removedIn(world, last)]).toEqual([[], []])
  })

  it('adds what the earlier export left out and this one keeps', async () => {
    const world = await startWith(...faulty.slice(0, 2), ...whole)
    const coco = await runExport(world)
    const kept = await runExport(world, { since: coco.export, unsized: 'Keep' })
    expect([namesIn(world, kept), removedIn(world, kept)]).toEqual([['f/0.png', 'f/1.png'], []])
    expect(namesIn(world, await runExport(world, { since: kept.export, unsized: 'Keep' }))).toEqual([])
  })

  it('does not remove what the earlier export never had', async () => {
    const world = await startWith(...faulty.slice(0, 1), ...whole)
    const first = await runExport(world)
    for (const path of ['f/0.png', 'f/1.png'])
      await world.changeItem(path, (item) => rejectItem(item, ann, world.clock.now))
    const second = await runExport(world, { since: first.export })
    expect(removedIn(world, second)).toEqual(['f/1.png'])
  })
})
