import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startBreakableStorage, type BreakableStorage } from '../../tools/breakable-storage.ts'
import { startWorld, type OwnWorld } from '../support/own-service.ts'
import { picture } from '../support/service-world.ts'
import { until } from '../support/until.ts'

const root = resolve(__dirname, '../..')
const printed: string[] = []
let storage: BreakableStorage
let world: OwnWorld
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etiquette-own-'))
  storage = await startBreakableStorage()
  // With the other name of this machine than tools use.
  const blobServiceUrl = storage.blobServiceUrl.replace('127.0.0.1', 'localhost')
  world = await startWorld({ storage: { ...storage, blobServiceUrl }, onLine: (line) => printed.push(line) })
})
afterAll(async () => {
  await world.close()
  await storage.stop()
  await rm(folder, { recursive: true })
})

const runTool = (tool: string, ...args: readonly string[]) =>
  new Promise<{ readonly code: number; readonly output: string }>((done) => {
    const child = execFile(
      process.execPath,
      [join(root, 'tools', tool), ...args],
      { env: { ...process.env, DATA_DIR: world.service.dataDir } },
      (_, stdout, stderr) => done({ code: child.exitCode ?? -1, output: stdout + stderr }),
    )
  })
const health = async () => (await world.nobody('GET', '/health')).body

describe('an Azurite of the user', () => {
  test('has the container for exports from the start, and the welcome says how images get in', async () => {
    expect(await health()).toMatchObject({ status: 'Healthy' })
    expect(await world.container('etiquette-exports').exists()).toBe(true)
    const said = printed.join('\n')
    expect(said).toContain('npm run --silent upload -- FOLDER')
    expect(said).toContain(`${world.service.endpoints.blobServiceUrl}/images`)
    expect(said).not.toContain(storage.blobAccountKey)
  })

  test('is what upload and sas use, and localhost is the same as 127.0.0.1', async () => {
    for (const name of ['1.png', '2.png', '3.png']) await writeFile(join(folder, name), picture())
    const uploaded = await runTool('upload.ts', folder)
    expect(uploaded).toMatchObject({
      code: 0,
      output: expect.stringContaining('3 uploaded, 0 unchanged, 0 failed'),
    })
    const again = await runTool('upload.ts', folder)
    expect(again).toMatchObject({
      code: 0,
      output: expect.stringContaining('0 uploaded, 3 unchanged, 0 failed'),
    })
    const { code, output } = await runTool('sas.ts', 'images')
    expect(code).toBe(0)
    const sas = new URL(output.trim())
    sas.searchParams.set('restype', 'container')
    sas.searchParams.set('comp', 'list')
    const listed = await fetch(sas)
    expect(await listed.text()).toContain('<Name>3.png</Name>')

    const containerUrl = `${storage.blobServiceUrl}/images`
    expect(containerUrl).toContain('127.0.0.1')
    const credential = { type: 'ManagedIdentity' }
    const body = { type: 'AzureBlob', containerUrl, credential }
    expect((await world.lead('PUT', '/datastores/cats', { body })).status).toBe(201)
    const token = { type: 'Sas', token: output.trim().split('?')[1] }
    const bySas = await world.lead('PUT', '/datastores/by-sas', { body: { ...body, credential: token } })
    expect(bySas.status).toBe(201)
  })

  test('tools say in words what is wrong', async () => {
    const empty = await mkdtemp(join(folder, 'empty-'))
    const tries = [
      [await runTool('upload.ts', empty), /There is no file in/],
      [await runTool('upload.ts', join(folder, 'nowhere')), /There is nothing at .*: check the path/],
      [await runTool('upload.ts', folder, 'etiquette-exports'), /belongs to the service itself/],
      [await runTool('upload.ts'), /^npm run --silent upload/],
      [await runTool('sas.ts', 'imgs'), /There is no container 'imgs'. There are images/],
      [await runTool('sas.ts', 'etiquette-exports'), /belongs to the service itself/],
    ] as const
    for (const [{ code, output }, reason] of tries) {
      expect(output).toMatch(reason)
      expect(code).toBe(1)
      expect(output).not.toMatch(/\n +at /)
    }
  })

  test('an export whose container is gone ends, and so does its operation; with the container all works again', async () => {
    const dataset = { mediaType: 'Image', datastore: 'cats', path: '**' }
    await world.lead('PUT', '/datasets/cats', { body: dataset })
    const body = {
      mediaType: 'Image',
      taskType: 'MultiClass',
      dataset: 'cats',
      labelClasses: [{ name: 'Cat' }],
    }
    const created = await world.lead('PUT', '/projects/cats', { body })
    await world.waitFor(created.headers.get('operation-location'))
    await world.container('etiquette-exports').delete()
    expect(await health()).toMatchObject({ status: 'Degraded' })
    const started = await world.lead('POST', '/projects/cats/exports', {
      body: { format: 'Coco', include: 'All' },
    })
    expect(started.status).toBe(202)
    const operation = await world.waitFor(started.headers.get('operation-location'), 'Failed')
    expect(operation.body.error.message).toMatch(/The container does not exist: create it/)
    const record = await world.lead('GET', `/projects/cats/exports/${started.body.id}`)
    expect(record.body.status).toBe('Failed')

    await world.container('etiquette-exports').create()
    const next = await world.lead('POST', '/projects/cats/exports', {
      body: { format: 'Coco', include: 'All' },
    })
    await world.waitFor(next.headers.get('operation-location'))
    // The failed export can be deleted like any other.
    const gone = await world.lead('DELETE', `/projects/cats/exports/${started.body.id}`)
    await world.waitFor(gone.headers.get('operation-location'))
  })

  test('that is down at the start is waited for, with one line that says so', async () => {
    await world.container('etiquette-exports').delete()
    await world.service.stop()
    await storage.down()
    printed.length = 0
    world = await world.restart()
    expect(printed.filter((line) => line.includes('etiquette-exports could not be made'))).toEqual([
      expect.stringContaining('Nothing answers at http://localhost:'),
    ])
    expect(await health()).toMatchObject({ status: 'Degraded' })
    await storage.up()
    await until(health, ({ status }) => status === 'Healthy')
    expect(await world.container('etiquette-exports').exists()).toBe(true)
  })
})
