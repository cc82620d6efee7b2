import { readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { findLastingPort } from '../../local/platform/ports.ts'
import {
  createStoppedWorld,
  expectRefusedStart,
  type DamageCase,
  type StoppedWorld,
} from '../support/damaged-data.ts'
import { startWorld } from '../support/own-service.ts'
import { until } from '../support/until.ts'

let stopped: StoppedWorld

beforeAll(async () => {
  stopped = await createStoppedWorld()
})
afterAll(() => stopped.close())

describe('a restored copy', () => {
  test('on another blob port, with a damaged host database, works on its files and exports their present URLs', async () => {
    const port = await findLastingPort()
    const dataDir = await stopped.copy('port')
    await writeFile(join(dataDir, 'host.db'), 'damaged '.repeat(2000))
    const lines: string[] = []
    const env = { BLOB_PORT: String(port) }
    const restored = await startWorld({ dataDir, env, onLine: (line) => lines.push(line) })
    expect(lines.join('\n')).toMatch(/host\.db was damaged\. It was moved to .*host\.db\.damaged-/)
    expect((await readdir(dataDir)).some((name) => name.startsWith('host.db.damaged-'))).toBe(true)
    const { lead } = restored
    const { blobServiceUrl } = restored.service.endpoints
    expect(new URL(blobServiceUrl).port).toBe(String(port))
    const datastore = (await lead('GET', '/datastores/cats')).body
    expect(datastore.containerUrl).toBe(`${blobServiceUrl}/cats`)
    await restored.upload('cats', ['4.png'])
    const refresh = await lead('POST', '/projects/cats/refresh?full=true')
    await restored.waitFor(refresh.headers.get('operation-location'))
    expect((await lead('GET', '/projects/cats/progress')).body.total).toBe(4)
    const items = (await lead('GET', '/projects/cats/items')).body.value
    expect((await fetch(items[0].contentUrl)).status).toBe(200)
    const started = await lead('POST', '/projects/cats/exports', { body: { format: 'Coco', include: 'All' } })
    const done = await until(
      () => lead('GET', `/projects/cats/exports/${started.body.id}`),
      ({ body }) => body.status === 'Succeeded',
    )
    const [file] = done.body.files
    const coco = await (await fetch(file.contentUrl)).text()
    expect(coco).toContain(`${blobServiceUrl}/cats/1.png`)
    await restored.close()
  })
})

describe('damaged data at the start', () => {
  const cases: readonly DamageCase[] = [
    [
      'etiquette.db',
      async (file) => {
        await truncate(file, 3 * 4096)
      },
      /etiquette\.db is damaged\. Stop the service and restore the data folder from a backup/,
    ],
    ['issuer.json', (file) => writeFile(file, ''), /issuer\.json is empty\. Restore it from a backup/],
  ]

  test.each(cases)('%s: one sentence names the file and the way out', async (...one) => {
    await expectRefusedStart(stopped, one)
  })
})
