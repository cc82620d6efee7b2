import { cp, mkdtemp, readdir, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { findLastingPort } from '../../local/platform/ports.ts'
import { removeData, startService } from '../../tools/service.ts'
import { startWorld, type OwnWorld } from '../support/own-service.ts'
import { testSettings } from '../support/test-settings.ts'
import { until } from '../support/until.ts'

const names = ['1.png', '2.png', '3.png']
let world: OwnWorld
let copies: string

/** A copy of the folder of the stopped service. */
const copy = async (name: string): Promise<string> => {
  const folder = join(copies, name)
  await cp(world.service.dataDir, folder, { recursive: true })
  return folder
}

beforeAll(async () => {
  copies = await mkdtemp(join(tmpdir(), 'etiquette-copies-'))
  world = await startWorld()
  await world.addProject('cats', names)
  await world.service.stop()
})
afterAll(async () => {
  await world.close()
  await removeData(copies)
})

describe('a restored copy', () => {
  test('on another blob port, with a damaged host database, works on its files and exports their present URLs', async () => {
    const port = await findLastingPort()
    const dataDir = await copy('port')
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
  const cases: readonly (readonly [string, (file: string) => Promise<void>, RegExp])[] = [
    [
      'etiquette.db',
      async (file) => {
        await truncate(file, 3 * 4096)
      },
      /etiquette\.db is damaged\. Stop the service and restore the data folder from a backup/,
    ],
    ['issuer.json', (file) => writeFile(file, ''), /issuer\.json is empty\. Restore it from a backup/],
    [
      'blobs/__azurite_db_blob__.json',
      (file) => writeFile(file, ''),
      /__azurite_db_blob__\.json is empty\. Restore/,
    ],
  ]

  test.each(cases)('%s: one sentence names the file and the way out', async (name, damage, sentence) => {
    const dataDir = await copy(`damaged-${Math.random()}`)
    await damage(join(dataDir, name))
    const refused: unknown = await startService({ dataDir, env: testSettings }).catch(
      (error: unknown) => error,
    )
    const message = String(refused)
    expect(message).toContain('ended with 1 instead of starting')
    expect(message).toMatch(sentence)
    expect(message.split('\n')).toHaveLength(1)
  })
})
