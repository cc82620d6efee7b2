import { describe, expect, it } from '@jest/globals'
import { approveItem } from '../../../../src/domain/model/items/change-item.ts'
import { unreachable } from '../../../support/fake-blobs.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { callerOf, createLabelingService, readItems } from '../../../support/labeling-world.ts'
import { admin, image, type LongWorkWorld } from '../../../support/long-work-world.ts'
import { addMember } from '../../../support/seed-project.ts'
import { ann, byPath, hour, labelItem, refresh, startWithFiles } from '../../../support/refresh-world.ts'

const fileOf = (world: LongWorkWorld) => world.container.files.get('a.png')!

const read = async (world: LongWorkWorld, path = 'a.png') => (await byPath(world)).get(path)!

describe.each(['Flag', 'Requeue'] as const)('refresh, with changed files %s', (changedFiles) => {
  const startApproved = async () => {
    const world = await startWithFiles(['a.png'], { changedFiles })
    await labelItem(world, 'a.png')
    await world.changeItem('a.png', (item) => approveItem(item, ann, world.clock.now))
    return { world, before: await read(world) }
  }

  it.each([false, true])(
    'leaves labels alone when the same bytes are uploaded again (full: %s)',
    async (full) => {
      const { world, before } = await startApproved()
      world.container.write('a.png', image(), world.clock.now)
      await refresh(world, full)
      const { etag, lastModified } = world.container.files.get('a.png')!
      expect(etag).not.toBe(before.file.etag)
      expect(await read(world)).toEqual({ ...before, file: { ...before.file, etag, lastModified } })
      const after = await read(world)
      await refresh(world, full)
      expect(await read(world)).toEqual(after)
      expect(await counterProblems(world.store, world.project)).toEqual([])
    },
  )

  it('leaves labels alone when only metadata is set', async () => {
    const { world, before } = await startApproved()
    const lastModified = world.clock.now
    world.container.files.set('a.png', { ...fileOf(world), etag: 'metadata', lastModified })
    await refresh(world)
    expect(await read(world)).toEqual({ ...before, file: { ...before.file, etag: 'metadata', lastModified } })
  })

  it('leaves labels alone when only the content type is set, which loses the MD5', async () => {
    const { world, before } = await startApproved()
    for (const etag of ['type 1', 'type 2']) {
      const { md5: _, ...file } = { ...fileOf(world), etag, lastModified: world.clock.now }
      world.container.files.set('a.png', file)
      await refresh(world)
      const known = { ...before.file, etag, lastModified: world.clock.now }
      expect(await read(world)).toEqual({ ...before, file: known })
      world.clock.now += hour
    }
  })

  it.each([
    ['cannot be read now', unreachable],
    ['is replaced meanwhile', undefined],
  ])('leaves a file that has no MD5 and %s to a later pass', async (_name, failure) => {
    const { world, before } = await startApproved()
    world.container.writeBlocks('a.png', image(), world.clock.now)
    world.container.before = (request) => {
      if (request !== 'open') return
      world.clock.now += 1
      if (failure) throw failure()
      world.container.writeBlocks('a.png', image(99, 99), world.clock.now)
    }
    expect(await refresh(world)).toMatchObject({ status: 'Succeeded' })
    expect(await read(world)).toEqual(before)
    world.container.before = () => undefined
    await refresh(world, true)
    const { state, changed, file } = await read(world)
    expect(file.etag).toBe(fileOf(world).etag)
    const other = changedFiles === 'Flag' ? ['approved', true] : ['unlabeled', undefined]
    expect([state, changed]).toEqual(failure ? ['approved', undefined] : other)
  })

  it('notices other bytes of the same size', async () => {
    const { world } = await startApproved()
    world.container.write('a.png', image(82, 82), world.clock.now)
    await refresh(world)
    const after = await read(world)
    expect(after).toMatchObject({ width: 82 })
    expect([after.state, after.changed]).toEqual(
      changedFiles === 'Flag' ? ['approved', true] : ['unlabeled', undefined],
    )
  })

  it.each([
    ['blocks', 'blocks', image(), 'etag'],
    ['blocks', 'one request', image(), 'etag'],
    ['one request', 'blocks', image(), 'content'],
    ['one request', 'blocks', image(99, 99), 'etag'],
    ['one request', 'blocks', image(1, 1), 'etag'],
  ])('compares an upload in %s with one in %s', async (before, after, content, decides) => {
    const world = await startWithFiles([], { changedFiles })
    const upload = (how: string, bytes: Uint8Array) =>
      how === 'blocks'
        ? world.container.writeBlocks('a.png', bytes, world.clock.now)
        : world.container.write('a.png', bytes, world.clock.now)
    upload(before, image())
    await refresh(world)
    await labelItem(world, 'a.png')
    upload(after, content)
    await refresh(world)
    const { state, changed } = await read(world)
    const noticed = changedFiles === 'Flag' ? ['labeled', true] : ['unlabeled', undefined]
    expect([state, changed]).toEqual(decides === 'etag' ? noticed : ['labeled', undefined])
  })
})

it('a labeler who holds a page answers for the same bytes under another etag, and for no others', async () => {
  const world = await startWithFiles(['a.png', 'b.png'], { segments: 1 })
  const ben = callerOf('ben')
  await addMember(world.store, world.project, 'ben', 'Labeler')
  const service = createLabelingService(world.store, world.deps.now, world.deps.newId)
  const project = world.project.id
  const next = await service.takePage(ben, { project, size: 2 })
  if (!('page' in next)) throw new Error('There is no page')
  world.container.write('a.png', image(), world.clock.now)
  world.container.write('b.png', image(1, 2), world.clock.now)
  await refresh(world)
  const { page, items } = next.page
  const answers = items.map(({ id }) => ({ item: id, labels: ['Cat'] }))
  const results = await service.submitPage(ben, { project, page, answers })
  const paths = new Map((await readItems(world.store, world.project)).map(({ id, path }) => [id, path]))
  const codes = results.map(({ item, error }) => [paths.get(item), error?.code])
  expect(new Map(codes as [string, string | undefined][])).toEqual(
    new Map([
      ['a.png', undefined],
      ['b.png', 'ItemChanged'],
    ]),
  )
  expect((await service.approveItems(admin, { project, items: [items[0]!.id] })).length).toBe(1)
})
