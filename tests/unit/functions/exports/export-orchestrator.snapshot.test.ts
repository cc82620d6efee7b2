import { describe, expect, it } from '@jest/globals'
import { exportId } from '../../../../src/domain/core/ids.ts'
import { datasetName } from '../../../../src/domain/core/ids.ts'
import { beginExport } from '../../../../src/domain/exports/begin-export.ts'
import { getExport } from '../../../../src/domain/exports/get-export.ts'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import {
  exportRecordId,
  exportRecords,
  type ExportDocument,
} from '../../../../src/domain/model/exports/export.ts'
import { approveItem, rejectItem } from '../../../../src/domain/model/items/change-item.ts'
import { projectPartition, projects, projectScope } from '../../../../src/domain/model/projects/project.ts'
import { decideMissing } from '../../../../src/domain/refresh/decide-file.ts'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
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
import { admin, image, type LongWorkWorld } from '../../../support/long-work-world.ts'
import { parseCsv } from '../../../support/parse-csv.ts'

const pathsOf = ({ images }: ReturnType<typeof cocoOf>) =>
  images.map((one) => String(one['file_name'])).sort()

const removedIn = (world: LongWorkWorld, record: ExportDocument) =>
  textOf(world, record, 'removed.jsonl')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { path: string }).path)
    .sort()

const sizesIn = (world: LongWorkWorld, record: ExportDocument) =>
  cocoOf(world, record).images.map(({ width, height }) => `${String(width)}×${String(height)}`)

const renameClass = (world: LongWorkWorld, id: string, path: string) =>
  changeDocument(world.store, projects, projectPartition, world.project.id, (project) => ({
    ...project,
    classes: project.classes.map((one) => (one.id === id ? { ...one, path } : one)),
  }))

describe('the snapshot of an export', () => {
  it('shows each item as it was when the first step took it', async () => {
    const world = await startWithImages(6)
    await label(world, 'f/0.png', 'c0')
    await label(world, 'f/1.png', 'c0')
    await label(world, 'f/2.png', 'c0')
    world.clock.now += 1
    const { export: id, operation } = await askForExport(world, { format: 'Csv' })
    await beginExport(world.deps)(operation)
    await world.changeItem('f/0.png', (item) => rejectItem(item, ann, world.clock.now))
    await label(world, 'f/0.png', 'c1')
    await world.changeItem('f/1.png', (item) => rejectItem(item, ann, world.clock.now))
    await label(world, 'f/3.png', 'c1')
    await world.changeItem('f/2.png', (item) => approveItem(item, ann, world.clock.now))
    await world.runStarted()
    const record = await getExport(world.deps)(admin, world.project.id, id)
    const rows = parseCsv(textOf(world, record, 'labeledDatapoints.csv')).slice(1)
    expect(rows.map(([url, name, state]) => [url, name, state]).sort()).toEqual(
      ['f/0.png', 'f/1.png', 'f/2.png'].map((path) => [
        `AmlDatastore://store/${path}`,
        classes[0]!.path,
        'labeled',
      ]),
    )
  })

  it('exports only what changed since another export, and lists what it no longer has', async () => {
    const world = await startWithImages(6)
    for (const at of [0, 1, 3, 4, 5]) await label(world, `f/${at}.png`, 'c0')
    const first = await runExport(world)
    await label(world, 'f/2.png', 'c1')
    await world.changeItem('f/1.png', (item) => rejectItem(item, ann, world.clock.now))
    await label(world, 'f/1.png', 'c1')
    await world.changeItem('f/4.png', (item) => rejectItem(item, ann, world.clock.now))
    await world.changeItem('f/5.png', (item) => decideMissing(item, world.clock.now))
    const second = await runExport(world, { since: first.export })
    expect(pathsOf(cocoOf(world, second))).toEqual(['f/1.png', 'f/2.png'])
    expect(removedIn(world, second)).toEqual(['f/4.png', 'f/5.png'])
    const manifest = JSON.parse(textOf(world, second, 'manifest.json')) as Record<string, unknown>
    expect(manifest['since']).toMatchObject({ export: first.export })
    expect(manifest['counts']).toMatchObject({ rows: 2, removed: 2 })
    await expect(askForExport(world, { since: exportId.parse('nope') })).rejects.toMatchObject({
      code: 'ExportNotFound',
    })
  })

  it('has every answer that was acknowledged before it, whatever the clock does', async () => {
    const world = await startWithImages(6)
    world.clock.now += 2 * 3600_000
    for (const at of [0, 1, 2]) await label(world, `f/${at}.png`, 'c0')
    world.clock.now -= 2 * 3600_000
    await label(world, 'f/3.png', 'c0')
    const first = await runExport(world)
    expect(pathsOf(cocoOf(world, first))).toEqual(['f/0.png', 'f/1.png', 'f/2.png', 'f/3.png'])
    world.clock.now -= 2 * 3600_000
    await label(world, 'f/4.png', 'c0')
    const second = await runExport(world, { since: first.export })
    expect(pathsOf(cocoOf(world, second))).toEqual(['f/4.png'])
  })

  it('repeats an item whose file changed before the earlier export and was noticed after it', async () => {
    const world = await startWithImages(3)
    for (const at of [0, 1]) await label(world, `f/${at}.png`, 'c0')
    world.container.write('f/1.png', image(9, 9), world.clock.now)
    const first = await runExport(world)
    await refreshProject(world.deps)(admin, world.workflows, world.project.id, { full: true })
    await world.runStarted()
    const second = await runExport(world, { since: first.export })
    expect([...pathsOf(cocoOf(world, second)), ...removedIn(world, second)]).toEqual(['f/1.png'])
    const third = await runExport(world, { since: second.export })
    expect([...pathsOf(cocoOf(world, third)), ...removedIn(world, third)]).toEqual([])
  })

  it.each([
    ['while the earlier export read the items', true],
    ['after the earlier export', false],
  ])('repeats an item whose file was missing %s and came back as it was', async (_, during) => {
    const world = await startWithImages(3)
    for (const at of [0, 1]) await label(world, `f/${at}.png`, 'c0')
    const miss = () => world.changeItem('f/1.png', (item) => decideMissing(item, world.clock.now))
    const { export: id, operation } = await askForExport(world)
    if (during) {
      await beginExport(world.deps)(operation)
      await miss()
    }
    await world.runStarted()
    const first = await getExport(world.deps)(admin, world.project.id, id)
    expect(pathsOf(cocoOf(world, first))).toEqual(during ? ['f/0.png'] : ['f/0.png', 'f/1.png'])
    if (!during) await miss()
    await refreshProject(world.deps)(admin, world.workflows, world.project.id, { full: true })
    await world.runStarted()
    const second = await runExport(world, { since: id })
    expect([pathsOf(cocoOf(world, second)), removedIn(world, second)]).toEqual([['f/1.png'], []])
    const third = await runExport(world, { since: second.export })
    expect([pathsOf(cocoOf(world, third)), removedIn(world, third)]).toEqual([[], []])
  })

  it('repeats an item whose size was read after the earlier export', async () => {
    const world = await startWithImages(0)
    world.container.write('f/late.png', image(30, 40), 1000)
    world.container.write('f/known.png', image(3, 4), 1000)
    world.container.archived.add('f/late.png')
    const refresh = async () => {
      await refreshProject(world.deps)(admin, world.workflows, world.project.id, { full: true })
      await world.runStarted()
    }
    await refresh()
    await label(world, 'f/late.png', 'c0')
    await label(world, 'f/known.png', 'c0')
    const first = await runExport(world)
    expect(sizesIn(world, first)).toEqual(['3×4'])
    world.container.archived.delete('f/late.png')
    await refresh()
    expect(sizesIn(world, await runExport(world, { since: first.export }))).toEqual(['30×40'])
    const third = await runExport(world)
    expect(sizesIn(world, await runExport(world, { since: third.export }))).toEqual([])
  })

  it('repeats an item whose size only the export itself can read', async () => {
    const world = await startWithImages(1)
    await world.changeItem('f/0.png', (item) => ({
      ...item,
      width: undefined,
      height: undefined,
      headerPending: true as const,
    }))
    await label(world, 'f/0.png', 'c0')
    world.container.archived.add('f/0.png')
    const first = await runExport(world)
    expect(sizesIn(world, first)).toEqual([])
    world.container.archived.delete('f/0.png')
    expect(sizesIn(world, await runExport(world, { since: first.export }))).toEqual(['1×7'])
  })

  it('repeats the items of a class that was renamed, and of no other', async () => {
    const world = await startWithImages(4)
    for (const [at, of] of [
      [0, 'c0'],
      [1, 'c1'],
      [2, 'c1'],
    ] as const)
      await label(world, `f/${at}.png`, of)
    const first = await runExport(world, { format: 'Csv' })
    await renameClass(world, 'c1', 'Hound')
    const second = await runExport(world, { format: 'Csv', since: first.export })
    const rows = parseCsv(textOf(world, second, 'labeledDatapoints.csv')).slice(1)
    expect(rows.map(([url, name]) => [url, name]).sort()).toEqual(
      ['f/1.png', 'f/2.png'].map((path) => [`AmlDatastore://store/${path}`, 'Hound']),
    )
    expect((await runExport(world, { format: 'Csv', since: second.export })).exportedRowCount).toBe(0)
  })

  it('names the classes of answers that came before its first step', async () => {
    const world = await startWithImages(2)
    const { export: id } = await askForExport(world, { format: 'Csv' })
    await renameClass(world, 'c1', 'Hound')
    await label(world, 'f/0.png', 'c1')
    await world.runStarted()
    const record = await getExport(world.deps)(admin, world.project.id, id)
    const [row] = parseCsv(textOf(world, record, 'labeledDatapoints.csv')).slice(1)
    expect(row?.[1]).toBe('Hound')
  })

  it('with an earlier export is no version of a labeled dataset, and takes no name', async () => {
    const world = await startWithImages(2)
    await label(world, 'f/0.png', 'c0')
    const first = await runExport(world, { format: 'Dataset' })
    expect(first.datasetVersion).toBe(1)
    const second = await runExport(world, { format: 'Dataset', since: first.export })
    expect(second).toMatchObject({ status: 'Succeeded', exportedRowCount: 0 })
    expect([second.labeledAssetName, second.datasetVersion]).toEqual([undefined, undefined])
    const name = datasetName.parse('other')
    for (const request of [
      { format: 'Dataset', since: first.export, name },
      { format: 'Csv', name },
    ])
      await expect(askForExport(world, request)).rejects.toMatchObject({ code: 'InvalidRequest' })
  })

  it('takes everything as new since an export of an earlier version, which took no snapshot', async () => {
    const world = await startWithImages(2)
    await label(world, 'f/0.png', 'c0')
    const first = await runExport(world)
    await changeDocument(
      world.store,
      exportRecords,
      projectScope(world.project.uid),
      exportRecordId(first.export),
      (record) => ({ ...record, snapshot: undefined }),
    )
    const second = await runExport(world, { since: first.export })
    expect(pathsOf(cocoOf(world, second))).toEqual(['f/0.png'])
    expect(removedIn(world, second)).toEqual([])
    await world.changeItem('f/0.png', (item) => rejectItem(item, ann, world.clock.now))
    await label(world, 'f/1.png', 'c0')
    await world.changeItem('f/1.png', (item) => decideMissing(item, world.clock.now))
    const third = await runExport(world, { since: first.export })
    expect(pathsOf(cocoOf(world, third))).toEqual([])
    expect(removedIn(world, third)).toEqual(['f/0.png', 'f/1.png'])
  })
})
