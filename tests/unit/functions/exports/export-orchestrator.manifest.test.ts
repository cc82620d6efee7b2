import { describe, expect, it } from '@jest/globals'
import { datastorePartition, datastores } from '../../../../src/domain/model/datastores/datastore.ts'
import type { ExportDocument } from '../../../../src/domain/model/exports/export.ts'
import { answerItem, approveItem, rejectItem } from '../../../../src/domain/model/items/change-item.ts'
import type { ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { removeItem } from '../../../../src/domain/model/items/remove-item.ts'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { ann, label, runExport, startWithImages, textOf } from '../../../support/export-world.ts'
import { labelOf } from '../../../support/labeling-world.ts'
import { admin, image, type LongWorkWorld } from '../../../support/long-work-world.ts'

const linesOf = (world: LongWorkWorld, record: ExportDocument, path: string) =>
  textOf(world, record, path)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

interface Manifest {
  readonly project: Record<string, unknown>
  readonly counts: Record<string, unknown> & { readonly leftOut: Readonly<Record<string, number>> }
}
const manifestIn = (world: LongWorkWorld, record: ExportDocument) =>
  JSON.parse(textOf(world, record, 'manifest.json')) as Manifest

const changeFile = async (world: LongWorkWorld, ...paths: readonly string[]): Promise<void> => {
  for (const path of paths) world.container.write(path, image(50, 60), world.clock.now)
  await refreshProject(world.deps)(admin, world.workflows, world.project.id, { full: true })
  await world.runStarted()
  world.clock.now += 1000
}

describe('an export of items whose file changed after they were labeled', () => {
  const labeled = async (count: number) => {
    const world = await startWithImages(count)
    for (let at = 0; at < count; at += 1) await label(world, `f/${at}.png`, 'c0')
    return world
  }
  const changedIn = (world: LongWorkWorld, record: ExportDocument) =>
    linesOf(world, record, 'changed.jsonl')
      .map(({ path, url }) => [path, url])
      .toSorted()

  it.each(['Coco', 'Dataset', 'Csv'])('%s lists them in changed.jsonl and counts them', async (format) => {
    const world = await labeled(3)
    const before = await runExport(world, { format })
    expect(before.files.map(({ name }) => name)).not.toContain('changed.jsonl')
    expect(manifestIn(world, before).counts).toMatchObject({ rows: 3, changed: 0 })
    await changeFile(world, 'f/0.png', 'f/2.png', 'line\nbreak.png')
    const record = await runExport(world, { format })
    expect(changedIn(world, record)).toEqual([
      ['f/0.png', 'AmlDatastore://store/f/0.png'],
      ['f/2.png', 'AmlDatastore://store/f/2.png'],
    ])
    expect(manifestIn(world, record).counts).toMatchObject({ rows: 3, changed: 2 })
    const all = await runExport(world, { format, include: 'All' })
    expect(manifestIn(world, all).counts).toMatchObject({ rows: 8, changed: 2 })
  })

  it('no longer lists them once a reviewer has confirmed or rejected the label', async () => {
    const world = await labeled(3)
    await changeFile(world, 'f/0.png', 'f/1.png', 'f/2.png')
    await world.changeItem('f/0.png', (item) => approveItem(item, ann, world.clock.now))
    await world.changeItem('f/1.png', (item) => rejectItem(item, ann, world.clock.now))
    await world.changeItem('f/1.png', (item) => answerItem(item, labelOf('c1'), ann, world.clock.now))
    const record = await runExport(world)
    expect(changedIn(world, record).map(([path]) => path)).toEqual(['f/2.png'])
    expect(manifestIn(world, record).counts).toMatchObject({ rows: 3, changed: 1 })
  })
})

describe('the manifest', () => {
  it.each([
    [{}, undefined],
    [{ prefix: 'animals/2026/' }, 'animals/2026/'],
  ])('locates the images with %j', async (changes, prefix) => {
    const world = await startWithImages(1)
    const stored = await datastores.read(world.store, datastorePartition, world.project.datastore)
    if (!stored) throw new Error('The project has no datastore')
    await world.store.batch('workspace', datastorePartition, [
      { type: 'replace', document: { ...stored.document, ...changes }, ifMatch: stored.etag },
    ])
    const { project } = manifestIn(world, await runExport(world, { include: 'All' }))
    expect(project).toMatchObject({
      datastore: 'store',
      containerUrl: 'https://account.blob.core.windows.net/container',
    })
    expect(project['prefix']).toBe(prefix)
  })

  it('counts removed items apart from those that nobody has labeled', async () => {
    const world = await startWithImages(6)
    for (const at of [0, 1, 2]) await label(world, `f/${at}.png`, 'c0')
    for (const path of ['f/1.png', 'f/3.png'])
      await world.changeItem(path, (item) => removeItem(item, ann, world.clock.now))
    await world.changeItem('f/2.png', (item) => ({ ...item, missing: true as const }))
    const { counts } = manifestIn(world, await runExport(world))
    expect(counts).toMatchObject({
      items: 11,
      rows: 1,
      leftOut: { missing: 1, removed: 2, notIncluded: 7 },
    })
    const sum = Object.values(counts.leftOut).reduce((total, count) => total + count, 0)
    expect(sum + 1).toBe(11)
    const all = manifestIn(world, await runExport(world, { include: 'All' }))
    expect(all.counts).toMatchObject({ rows: 8, leftOut: { missing: 1, removed: 2, notIncluded: 0 } })
  })
})

describe('a labeled dataset', () => {
  it('has the format of each image by its content, or by its name if an earlier version read it', async () => {
    const world = await startWithImages(4)
    for (const at of [0, 1, 2, 3]) await label(world, `f/${at}.png`, 'c0')
    const withFormat =
      (format: string | undefined) =>
      ({ format: _format, ...item }: ItemDocument): ItemDocument => ({ ...item, ...(format && { format }) })
    await world.changeItem('f/0.png', withFormat('jpeg'))
    await world.changeItem('f/1.png', withFormat(undefined))
    await world.changeItem('f/2.png', (item) => ({
      ...withFormat(undefined)(item),
      width: undefined,
      height: undefined,
      headerPending: true as const,
    }))
    world.container.write('f/2.png', image(3, 7), 1000)
    await world.changeItem('f/3.png', withFormat('webp'))
    const lines = linesOf(world, await runExport(world, { format: 'Dataset' }), 'labeledDatapoints.jsonl')
    const formats = Object.fromEntries(
      lines.map(({ image_url: url, image_details: details }) => [url, details]),
    )
    const at = (name: string) => `AmlDatastore://store/f/${name}.png`
    expect(formats).toMatchObject({
      [at('0')]: { format: 'jpeg', width: '1px', height: '7px' },
      [at('1')]: { format: 'png' },
      [at('2')]: { format: 'png', width: '3px' },
      [at('3')]: { format: 'webp' },
    })
  })
})
