import { describe, expect, it } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import type { UnreadableReason } from '../../../../src/domain/ports/blobs.ts'
import { unreachable } from '../../../support/fake-blobs.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { dispatchProblems } from '../../../support/labeling-world.ts'
import { createLongWorkWorld, image, type LongWorkWorld } from '../../../support/long-work-world.ts'
import { byPath, hour, labelItem, refresh } from '../../../support/refresh-world.ts'

type Answer = UnreadableReason | 'Unavailable'

const createWorld = async (count: number) => {
  const world = await createLongWorkWorld()
  for (let index = 0; index < count; index += 1)
    world.container.write(`${index}.png`, image(index + 1, 7), world.clock.now)
  // No file is new to the refresh after the import.
  world.clock.now += hour
  return world
}

/** What storage answers instead of the bytes, by path. */
const refuse = (world: LongWorkWorld, answers: Readonly<Record<string, Answer>>) => {
  const source = { ...world.container.source }
  let current = answers
  world.container.source.readPart = async (path, part) => {
    const { [path]: answer } = current
    if (answer === 'Unavailable') throw new DomainError('DatastoreUnavailable', 'Too busy')
    return answer === undefined ? source.readPart(path, part) : { unreadable: answer }
  }
  return (next: Readonly<Record<string, Answer>>) => {
    current = next
  }
}

const importAll = async (world: LongWorkWorld) => {
  const operation = await world.startImport()
  await world.runStarted()
  return world.readOperation(operation.id)
}

/** Why files have no size, by path. */
const unsized = async (world: LongWorkWorld) =>
  Object.fromEntries(
    [...(await byPath(world))].flatMap(([path, { width, headerPending, unreadable, missing }]) =>
      width === undefined ? [[path, missing ? 'missing' : headerPending ? 'pending' : unreadable]] : [],
    ),
  )

const isSound = async (world: LongWorkWorld) => {
  expect(await counterProblems(world.store, world.project)).toEqual([])
  expect(await dispatchProblems(world.store, world.project, world.clock.now)).toEqual([])
}

describe('one file that storage does not give', () => {
  it('costs that file: of 2 000 all others have their size, and each of the four is named', async () => {
    const world = await createWorld(2000)
    refuse(world, { '7.png': 'Archived', '500.png': 'Refused', '1000.png': 'Failed', '1999.png': 'Failed' })
    expect(await importAll(world)).toMatchObject({ status: 'Succeeded', done: 2000 })
    // What may pass is read again before it is named.
    expect(await unsized(world)).toEqual({
      '7.png': 'Archived',
      '500.png': 'Refused',
      '1000.png': 'pending',
      '1999.png': 'pending',
    })
    world.clock.now += hour
    expect(await refresh(world)).toMatchObject({ status: 'Succeeded' })
    expect(await unsized(world)).toEqual({
      '7.png': 'Archived',
      '500.png': 'Refused',
      '1000.png': 'Failed',
      '1999.png': 'Failed',
    })
    const items = [...(await byPath(world)).values()]
    expect(items.filter(({ problem }) => problem === 'Unreadable')).toHaveLength(4)
    expect(items.filter(({ height }) => height === 7)).toHaveLength(1996)
    await isSound(world)
  })

  it('is read when storage gives it: a failing one by the next refresh, a refused one by the next full pass', async () => {
    const world = await createWorld(10)
    const answer = refuse(world, { '1.png': 'Failed', '2.png': 'Encrypted', '3.png': 'Path' })
    await importAll(world)
    answer({})
    world.clock.now += hour
    await refresh(world)
    expect(await unsized(world)).toEqual({ '2.png': 'Encrypted', '3.png': 'Path' })
    await refresh(world, true)
    expect(await unsized(world)).toEqual({})
    await isSound(world)
  })

  it('shows the present reason, and keeps it while storage only fails', async () => {
    const world = await createWorld(3)
    const answer = refuse(world, { '1.png': 'Archived' })
    await importAll(world)
    for (const [given, shown] of [
      ['Refused', 'Refused'],
      ['Failed', 'Refused'],
      ['Unavailable', 'Refused'],
      ['Encrypted', 'Encrypted'],
    ] as const) {
      answer({ '1.png': given })
      world.clock.now += hour
      expect(await refresh(world, true)).toMatchObject({ status: 'Succeeded' })
      expect(await unsized(world)).toEqual({ '1.png': shown })
    }
    await isSound(world)
  })

  it('that is unreadable in an item of an earlier version gets its reason', async () => {
    const world = await createWorld(3)
    await importAll(world)
    await world.changeItem('1.png', ({ width: _width, height: _height, ...item }) => ({
      ...item,
      problem: 'Unreadable' as const,
    }))
    refuse(world, { '1.png': 'Archived' })
    await refresh(world, true)
    expect(await unsized(world)).toEqual({ '1.png': 'Archived' })
  })

  it('stays pending while storage is too busy for everybody', async () => {
    const world = await createWorld(5)
    const answer = refuse(world, { '1.png': 'Unavailable', '2.png': 'Unavailable' })
    expect(await importAll(world)).toMatchObject({ status: 'Succeeded' })
    await refresh(world)
    expect(await unsized(world)).toEqual({ '1.png': 'pending', '2.png': 'pending' })
    answer({})
    await refresh(world)
    expect(await unsized(world)).toEqual({})
    await isSound(world)
  })

  it('is named at the latest by a full pass, if storage is too busy for this file alone', async () => {
    const world = await createWorld(5)
    refuse(world, { '1.png': 'Unavailable', '2.png': 'Unavailable' })
    await importAll(world)
    const source = { ...world.container.source }
    world.container.source.list = (options) =>
      options.pageSize === 1 ? Promise.reject(unreachable()) : source.list(options)
    world.clock.now += hour
    await refresh(world, true)
    expect(await unsized(world)).toEqual({ '1.png': 'pending', '2.png': 'pending' })
    world.container.source.list = source.list.bind(source)
    await refresh(world, true)
    expect(await unsized(world)).toEqual({ '1.png': 'Failed', '2.png': 'Failed' })
    await isSound(world)
  })
})

describe('a file that goes', () => {
  /** Deletes these files as soon as their first bytes are read. */
  const deleteOnRead = (world: LongWorkWorld, ...paths: readonly string[]) => {
    world.container.before = (request, path) => {
      if (request === 'read' && paths.includes(path ?? '')) world.container.files.delete(path ?? '')
    }
  }

  it('during an import is missing, and nobody gets it; when it is back, it is in the queue with its size', async () => {
    const world = await createWorld(10)
    const kept = world.container.files.get('3.png')!
    deleteOnRead(world, '3.png', '4.png')
    await importAll(world)
    expect(await unsized(world)).toEqual({ '3.png': 'missing', '4.png': 'missing' })
    for (const path of ['3.png', '4.png']) expect((await byPath(world)).get(path)).not.toHaveProperty('queue')
    await isSound(world)

    world.container.before = () => undefined
    world.clock.now += hour
    world.container.files.set('3.png', kept)
    world.container.write('4.png', image(40, 50), world.clock.now)
    await refresh(world, true)
    const items = await byPath(world)
    expect(items.get('3.png')).toMatchObject({ width: 4, height: 7, queue: items.get('3.png')?.rank })
    expect(items.get('4.png')).toMatchObject({ width: 40, height: 50, queue: items.get('4.png')?.rank })
    expect(await unsized(world)).toEqual({})
    await isSound(world)
  })

  it('and is back, but cannot be read now, is pending and not missing', async () => {
    const world = await createWorld(3)
    const kept = world.container.files.get('1.png')!
    deleteOnRead(world, '1.png')
    await importAll(world)
    world.container.before = () => undefined
    world.container.files.set('1.png', kept)
    const answer = refuse(world, { '1.png': 'Unavailable' })
    await refresh(world, true)
    expect(await unsized(world)).toEqual({ '1.png': 'pending' })
    answer({})
    await refresh(world)
    expect(await unsized(world)).toEqual({})
    await isSound(world)
  })

  it('before its pending header is read is missing, and no longer pending', async () => {
    const world = await createWorld(5)
    const answer = refuse(world, { '1.png': 'Failed' })
    await importAll(world)
    await labelItem(world, '1.png')
    answer({})
    world.container.files.delete('1.png')
    await refresh(world)
    expect(await unsized(world)).toEqual({ '1.png': 'missing' })
    expect((await byPath(world)).get('1.png')).toMatchObject({ state: 'labeled', missing: true })
    await isSound(world)
  })

  it('while a refresh reads its new content is missing, with its label', async () => {
    const world = await createWorld(5)
    await importAll(world)
    await labelItem(world, '1.png')
    world.clock.now += hour
    world.container.write('1.png', image(9, 9), world.clock.now)
    world.container.write('new.png', image(9, 9), world.clock.now)
    deleteOnRead(world, '1.png', 'new.png')
    expect(await refresh(world)).toMatchObject({ status: 'Succeeded' })
    const items = await byPath(world)
    expect(items.get('1.png')).toMatchObject({ state: 'labeled', missing: true })
    expect(items.get('new.png')).toMatchObject({ state: 'unlabeled', missing: true })
    await isSound(world)
  })
})
