import { cp, mkdtemp, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { removeData, startService } from '../../tools/service.ts'
import { startWorld, type OwnWorld } from '../support/own-service.ts'
import { testSettings } from '../support/test-settings.ts'
import { until } from '../support/until.ts'

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
  await world.addProject('cats', ['1.png', '2.png', '3.png'])
  await world.service.stop()
})
afterAll(async () => {
  await world.close()
  await removeData(copies)
})

describe('a restored copy', () => {
  test('whose host database is lost in the middle of an export ends the export', async () => {
    const dataDir = await copy('export')
    const first = await startWorld({ dataDir })
    const started = await first.lead('POST', '/projects/cats/exports', {
      body: { format: 'Csv', include: 'All' },
    })
    await first.crash()
    await writeFile(join(dataDir, 'host.db'), 'damaged '.repeat(2000))
    const again = await first.restart()
    await until(
      () => again.lead('GET', `/projects/cats/exports/${started.body.id}`),
      ({ body }) => body.status === 'Succeeded',
    )
    await again.close()
  })
})

describe('more damaged data at the start', () => {
  const cases: readonly (readonly [string, (file: string) => Promise<void>, RegExp])[] = [
    ['etiquette.db', (file) => writeFile(file, 'x'.repeat(9000)), /etiquette\.db is damaged\./],
    [
      'secrets.key',
      (file) => writeFile(file, ''),
      /secrets\.key is damaged: it does not have 32 bytes\. Restore/,
    ],
    [
      'blob-account.json',
      (file) => writeFile(file, '{"na'),
      /blob-account\.json is damaged: it holds no JSON/,
    ],
    ['lock', (file) => writeFile(file, 'x'.repeat(9000)), /lock holds something else\. Stop every service/],
    [
      'blobs/__azurite_db_blob_extent__.json',
      (file) => truncate(file, 50),
      /blob_extent__\.json is damaged\. Restore/,
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
