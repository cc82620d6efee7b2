import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ContainerClient } from '@azure/storage-blob'
import { createFullDiskWorld, type FullDiskWorld } from '../support/full-disk-world.ts'
import { canMount } from '../support/small-disk.ts'
import { until } from '../support/until.ts'

const describeWhereMounted = canMount() ? describe : describe.skip

describeWhereMounted('a small disk', () => {
  let full: FullDiskWorld

  beforeAll(async () => {
    full = await createFullDiskWorld(['0.png'])
  })
  afterAll(() => full.close())

  test('loses no upload that storage acknowledged', async () => {
    const { disk, restart, world } = full
    const container = new ContainerClient(
      world().container('cats').url,
      world().container('cats').credential,
      {
        retryOptions: { maxTries: 1 },
      },
    )
    const upload = async (name: string) => {
      try {
        await container.getBlockBlobClient(name).upload(name, Buffer.byteLength(name))
        return true
      } catch {
        return false
      }
    }
    const acknowledged: string[] = []
    disk.fill(40_000)
    for (let n = 0; n < 400; n += 1) if (await upload(`full/${n}.txt`)) acknowledged.push(`full/${n}.txt`)
    expect(await container.getBlobClient('0.png').exists()).toBe(true)
    disk.makeRoom()
    await until(
      () => upload('room.txt'),
      (done) => done,
    )
    await restart(() => world().crash())
    for (const name of [...acknowledged, 'room.txt'])
      expect((await world().container('cats').getBlobClient(name).downloadToBuffer()).toString()).toBe(name)
  })

  test('a read-only disk is named at the start, with the way out and without a stack', async () => {
    const { disk, health, restart, start, world } = full
    await world().service.stop()
    disk.setWritable(false)
    const refused: unknown = await start().catch((error: unknown) => error)
    expect(String(refused)).toMatch(
      /is on a read-only file system\. Mount it writable, or choose another folder/,
    )
    expect(String(refused)).not.toMatch(/\n\s+at /)
    disk.setWritable(true)
    await restart(async () => {})
    expect(await health()).toMatchObject({ status: 'Healthy' })
  })
})
