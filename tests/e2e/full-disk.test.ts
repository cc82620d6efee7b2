import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ContainerClient } from '@azure/storage-blob'
import { canMount, createSmallDisk, type SmallDisk } from '../support/small-disk.ts'
import { startWorld, type OwnWorld } from '../support/own-service.ts'
import { until } from '../support/until.ts'

const names = Array.from({ length: 6 }, (_, n) => `${n}.png`)

/** A real full disk, with everything of the service on it. */
const describeWhereMounted = canMount() ? describe : describe.skip

describeWhereMounted('a full disk', () => {
  let disk: SmallDisk
  let world: OwnWorld
  const printed: string[] = []
  const start = () =>
    startWorld({
      dataDir: `${disk.path}/data`,
      visibleDataDir: `${disk.outside}/data`,
      launcher: disk.launcher,
      onLine: (line) => printed.push(line),
    })
  const health = async () => (await world.nobody('GET', '/health')).body
  const write = (n: number) =>
    world.lead('PATCH', '/projects/cats', {
      body: { description: `${n}${'x'.repeat(1500)}` },
      headers: { 'content-type': 'application/merge-patch+json', 'if-match': '*' },
    })
  const untilFull = () =>
    until(
      () => write(Math.random()),
      ({ status }) => status === 503,
    )

  beforeAll(async () => {
    disk = await createSmallDisk(24)
    world = await start()
    await world.addProject('cats', names)
    await world.lead('PUT', '/projects/cats/members/ana', { body: { role: 'Labeler' } })
  })
  afterAll(async () => {
    await world.service.stop()
    await disk.remove()
  })

  test('refuses writes, goes on reading, and recovers by itself', async () => {
    disk.fill()
    const refused = await untilFull()
    expect([refused.status, refused.code]).toEqual([503, 'StorageFull'])
    expect((await world.lead('GET', '/projects/cats')).status).toBe(200)
    expect(await health()).toMatchObject({ status: 'Degraded', checks: { store: 'Full' } })
    disk.makeRoom()
    await until(health, ({ status }) => status === 'Healthy')
    expect((await write(1)).status).toBe(200)
  })

  test('delays long work, which ends when there is room', async () => {
    await world.upload('cats', ['late.png'])
    const refresh = await world.lead('POST', '/projects/cats/refresh?full=true')
    disk.fill()
    await untilFull()
    disk.makeRoom()
    await world.waitFor(refresh.headers.get('operation-location'))
    expect((await world.lead('GET', '/projects/cats/progress')).body.total).toBe(names.length + 1)
  })

  test('does not prevent a start, which reads', async () => {
    disk.fill()
    await untilFull()
    await world.crash()
    world = await start()
    expect((await world.lead('GET', '/projects/cats')).status).toBe(200)
    const page = await world.lead('GET', '/projects/cats/items')
    expect(page.body.value).toHaveLength(names.length + 1)
    expect((await untilFull()).code).toBe('StorageFull')
    disk.makeRoom()
    await until(health, ({ status }) => status === 'Healthy')
    expect((await write(2)).status).toBe(200)
    await world.upload('cats', ['last.png'])
  })

  test('loses no upload that storage acknowledged', async () => {
    const container = new ContainerClient(world.container('cats').url, world.container('cats').credential, {
      retryOptions: { maxTries: 1 },
    })
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
    await world.crash()
    world = await start()
    for (const name of [...acknowledged, 'room.txt'])
      expect((await world.container('cats').getBlobClient(name).downloadToBuffer()).toString()).toBe(name)
  })

  test('a read-only disk is named at the start, with the way out and without a stack', async () => {
    await world.service.stop()
    disk.setWritable(false)
    const refused: unknown = await start().catch((error: unknown) => error)
    expect(String(refused)).toMatch(
      /is on a read-only file system\. Mount it writable, or choose another folder/,
    )
    expect(String(refused)).not.toMatch(/\n\s+at /)
    disk.setWritable(true)
    world = await start()
    expect(await health()).toMatchObject({ status: 'Healthy' })
  })
})
