import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { testEmbedded, testExtension } from '../support/engine-of-long-work.ts'
import { createFullDiskWorld, type FullDiskWorld } from '../support/full-disk-world.ts'
import { canMount } from '../support/small-disk.ts'
import { until } from '../support/until.ts'

const names = Array.from({ length: 6 }, (_, n) => `${n}.png`)

/** A real full disk, with everything of the service on it. */
const describeWhereMounted = canMount() ? describe : describe.skip

describeWhereMounted('a full disk', () => {
  let full: FullDiskWorld

  beforeAll(async () => {
    full = await createFullDiskWorld(names)
  })
  afterAll(() => full.close())

  test('refuses writes, goes on reading, and recovers by itself', async () => {
    const { disk, health, write, untilFull, world } = full
    disk.fill()
    const refused = await untilFull()
    expect([refused.status, refused.code]).toEqual([503, 'StorageFull'])
    expect((await world().lead('GET', '/projects/cats')).status).toBe(200)
    expect(await health()).toMatchObject({ status: 'Degraded', checks: { store: 'Full' } })
    disk.makeRoom()
    await until(health, ({ status }) => status === 'Healthy')
    expect((await write(1)).status).toBe(200)
  })

  test('delays long work, which ends when there is room', async () => {
    const { disk, untilFull, world } = full
    await world().upload('cats', ['late.png'])
    const refresh = await world().lead('POST', '/projects/cats/refresh?full=true')
    disk.fill()
    await untilFull()
    disk.makeRoom()
    await world().waitFor(refresh.headers.get('operation-location'))
    expect((await world().lead('GET', '/projects/cats/progress')).body.total).toBe(names.length + 1)
  })

  // The storage of the extension, an Azurite unchanged, needs room.
  testEmbedded('does not prevent a start, which reads', async () => {
    const { disk, health, write, untilFull, world, restart } = full
    disk.fill()
    await untilFull()
    await restart(() => world().crash())
    expect((await world().lead('GET', '/projects/cats')).status).toBe(200)
    const page = await world().lead('GET', '/projects/cats/items')
    expect(page.body.value).toHaveLength(names.length + 1)
    expect((await untilFull()).code).toBe('StorageFull')
    disk.makeRoom()
    await until(health, ({ status }) => status === 'Healthy')
    expect((await write(2)).status).toBe(200)
    await world().upload('cats', ['last.png'])
  })

  testExtension('prevents a start on the extension, which says so; with room it starts', async () => {
    const { disk, health, write, untilFull, world, start, restart } = full
    disk.fill()
    await untilFull()
    await world().crash()
    const refused: unknown = await start().catch((error: unknown) => error)
    expect(String(refused)).toMatch(/lock can't be made: the disk is full.*Free disk space/)
    expect(String(refused)).not.toMatch(/\n\s+at /)
    disk.makeRoom()
    await restart(async () => {})
    expect(await health()).toMatchObject({ status: 'Healthy' })
    expect((await write(2)).status).toBe(200)
  })
})
