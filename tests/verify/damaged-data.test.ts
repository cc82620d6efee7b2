import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
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
  test('whose host database is lost in the middle of an export ends the export', async () => {
    const dataDir = await stopped.copy('export')
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
  const cases: readonly DamageCase[] = [
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
      'blobs/__azurite_db_blob__.json',
      (file) => writeFile(file, ''),
      /__azurite_db_blob__\.json is empty\. Restore/,
    ],
    [
      'blobs/__azurite_db_blob_extent__.json',
      (file) => truncate(file, 50),
      /blob_extent__\.json is damaged\. Restore/,
    ],
  ]

  test.each(cases)('%s: one sentence names the file and the way out', async (...one) => {
    await expectRefusedStart(stopped, one)
  })
})
