import { describe, expect, it } from '@jest/globals'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import type { ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { projectPartition, projects } from '../../../../src/domain/model/projects/project.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { unreachable } from '../../../support/fake-blobs.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { dispatchProblems, readItems } from '../../../support/labeling-world.ts'
import { createLongWorkWorld, image, type LongWorkWorld } from '../../../support/long-work-world.ts'
import { byPath, hour, labelItem, refresh } from '../../../support/refresh-world.ts'
import { runExport, textOf } from '../../../support/export-world.ts'

const count = 40

const createWorld = async () => {
  const world = await createLongWorkWorld()
  for (let index = 0; index < count; index += 1)
    world.container.write(`${index}.png`, image(index + 1, 7), world.clock.now)
  return world
}

const failFor = (world: LongWorkWorld, ...paths: readonly string[]) => {
  world.container.before = (request, path) => {
    if (request === 'read' && paths.includes(path ?? '')) throw unreachable()
  }
}

const importAll = async (world: LongWorkWorld, deps = world.deps) => {
  const operation = await world.startImport()
  await world.runStarted({ deps: () => deps })
  expect(await world.readOperation(operation.id)).toMatchObject({ status: 'Succeeded', done: count })
}

const pendingOf = async (world: LongWorkWorld) =>
  (await readItems(world.store, world.project)).flatMap(({ path, headerPending }) =>
    headerPending ? [path] : [],
  )

describe('import', () => {
  it('writes each item once, with its header', async () => {
    const world = await createWorld()
    const written: string[] = []
    const batch: Store['batch'] = async (container, partition, operations) => {
      const result = await world.store.batch(container, partition, operations)
      for (const operation of operations) {
        if (!('document' in operation) || operation.document.kind !== 'item') continue
        expect(operation).toMatchObject({ type: 'create', document: { height: 7 } })
        expect(operation.document).not.toHaveProperty('headerPending')
        if (result.ok) written.push(operation.document.id)
      }
      return result
    }
    const store = { ...world.store, batch }
    await importAll(world, { ...world.deps, store })
    expect([written.length, new Set(written).size]).toEqual([count, count])
  })

  it.each([
    ['one file', ['7.png']],
    ['every file', Array.from({ length: count }, (_, index) => `${index}.png`)],
  ])('loses nothing when storage fails for %s; the next refresh reads its header', async (_name, paths) => {
    const world = await createWorld()
    failFor(world, ...paths)
    await importAll(world)
    expect((await pendingOf(world)).sort()).toEqual([...paths].sort())
    expect(await world.readProject()).toMatchObject({ status: 'Running' })
    expect(world.logged.join()).toContain('Image headers could not be read')
    expect(await counterProblems(world.store, world.project)).toEqual([])
    const before = await byPath(world)

    world.clock.now += 24 * hour
    expect(await refresh(world)).toMatchObject({ status: 'Succeeded' })
    expect((await pendingOf(world)).sort()).toEqual([...paths].sort())

    world.container.before = () => undefined
    expect(await refresh(world)).toMatchObject({ status: 'Succeeded' })
    expect(await pendingOf(world)).toEqual([])
    expect((await byPath(world)).get('7.png')).toEqual({
      ...before.get('7.png'),
      headerPending: undefined,
      width: 8,
      height: 7,
      format: 'png',
    })
    expect(await counterProblems(world.store, world.project)).toEqual([])
  })

  it('leaves headers for later when storage is too slow, and an export reads them', async () => {
    const world = await createWorld()
    world.container.before = (request) => {
      if (request === 'read') world.clock.now += 20_000
    }
    await importAll(world)
    world.container.before = () => undefined
    const pending = await pendingOf(world)
    expect(pending.length).toBeGreaterThan(0)
    expect(pending.length).toBeLessThan(count)
    await labelItem(world, pending[0]!)
    const record = await runExport(world, { format: 'Coco', include: 'Labeled' })
    const { images } = JSON.parse(textOf(world, record, 'labels_default.json'))
    expect(images).toMatchObject([{ width: Number.parseInt(pending[0]!, 10) + 1, height: 7 }])
  })

  it('flags files whose bytes storage gives to nobody, and reads them when it does', async () => {
    const world = await createWorld()
    world.container.archived.add('3.png')
    world.container.before = (request, path) => {
      if (request === 'read' && path === '4.png') world.container.files.delete('4.png')
    }
    await importAll(world)
    const items = await byPath(world)
    expect(items.get('3.png')).toMatchObject({ problem: 'Unreadable', unreadable: 'Archived' })
    expect(items.get('4.png')).toMatchObject({ missing: true, state: 'unlabeled' })
    expect(items.get('4.png')).not.toHaveProperty('queue')
    expect(items.get('4.png')).not.toHaveProperty('problem')
    expect(await dispatchProblems(world.store, world.project, world.clock.now)).toEqual([])
    expect(await counterProblems(world.store, world.project)).toEqual([])
    expect(await pendingOf(world)).toEqual([])
    world.container.archived.clear()
    await refresh(world, true)
    expect((await byPath(world)).get('3.png')).toMatchObject({ width: 4 })
    expect((await byPath(world)).get('3.png')?.problem).toBeUndefined()
  })

  it('does not write what it read when it was stopped meanwhile', async () => {
    const world = await createWorld()
    world.container.before = async (request, path) => {
      if (request === 'read' && path === '20.png')
        await changeDocument(world.store, projects, projectPartition, world.project.id, (project) => ({
          ...project,
          status: 'Deleting' as const,
        }))
    }
    const operation = await world.startImport()
    await world.runStarted()
    expect(await world.readOperation(operation.id)).toMatchObject({ status: 'Canceled' })
    expect(await readItems(world.store, world.project)).toEqual([])
  })
})

it('a refresh reads the pending headers of an earlier version, many and in every segment', async () => {
  const world = await createLongWorkWorld({ segments: 3 })
  const many = 1200
  for (let index = 0; index < many; index += 1)
    world.container.write(`${index}.png`, image(index + 1, 7), world.clock.now)
  await world.startImport()
  await world.runStarted()
  for (const path of (await byPath(world)).keys())
    await world.changeItem(path, (item) => ({
      ...item,
      width: undefined,
      height: undefined,
      headerPending: true as const,
    }))
  expect(await pendingOf(world)).toHaveLength(many)
  world.clock.now += 24 * hour
  await refresh(world)
  expect(await pendingOf(world)).toEqual([])
  expect((await byPath(world)).get('99.png')).toMatchObject({ width: 100, height: 7 })
  expect(await counterProblems(world.store, world.project)).toEqual([])
})

describe('a full refresh', () => {
  /** As a version stored it that did not know formats. */
  const withoutFormat = (item: ItemDocument): ItemDocument => {
    const { format: _, orientation: __, ...rest } = item
    return rest
  }

  it('reads the headers of an earlier version again, once, and leaves labels as they are', async () => {
    const world = await createLongWorkWorld()
    const { container } = world
    container.write('turned.png', image(4, 3), world.clock.now)
    container.write('tiff.png', image(5, 5), world.clock.now)
    container.write('text.png', Buffer.from('text'), world.clock.now)
    await world.startImport()
    await world.runStarted()
    await labelItem(world, 'turned.png')
    await world.changeItem('turned.png', (item) => ({ ...withoutFormat(item), width: 3, height: 4 }))
    await world.changeItem('tiff.png', (item) => {
      const { width: _, height: __, ...rest } = withoutFormat(item)
      return { ...rest, problem: 'Truncated' }
    })
    const before = await byPath(world)
    const reads: string[] = []
    container.before = (request, path) => {
      if (request === 'read') reads.push(path ?? '')
    }
    await refresh(world, true)
    const after = await byPath(world)
    expect(after.get('turned.png')).toEqual({
      ...before.get('turned.png'),
      width: 4,
      height: 3,
      format: 'png',
    })
    expect(after.get('tiff.png')).toMatchObject({ width: 5, format: 'png' })
    expect(after.get('tiff.png')?.problem).toBeUndefined()
    // That a file is no image is final.
    expect(after.get('text.png')).toEqual(before.get('text.png'))
    expect(reads.sort()).toEqual(['tiff.png', 'turned.png'])

    reads.length = 0
    await refresh(world, true)
    expect(reads).toEqual([])
    expect(await byPath(world)).toEqual(after)
    expect(await counterProblems(world.store, world.project)).toEqual([])
  })

  it('keeps what an earlier version knew of a file that storage gives to nobody now', async () => {
    const world = await createLongWorkWorld()
    world.container.write('a.png', image(4, 3), world.clock.now)
    await world.startImport()
    await world.runStarted()
    await world.changeItem('a.png', withoutFormat)
    const before = await byPath(world)
    world.container.archived.add('a.png')
    await refresh(world, true)
    expect(await byPath(world)).toEqual(before)
    world.container.archived.clear()
    await refresh(world, true)
    expect((await byPath(world)).get('a.png')).toMatchObject({ width: 4, format: 'png' })
  })
})
