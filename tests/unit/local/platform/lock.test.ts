import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { takeLock } from '../../../../local/platform/lock.ts'

test('takeLock gives a file to one holder at a time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-'))
  const file = join(folder, 'lock')
  const lock = takeLock(file)
  expect(takeLock(file)).toBeUndefined()
  lock?.release()
  const next = takeLock(file)
  expect(next).toBeDefined()
  next?.release()
  await rm(folder, { recursive: true })
})
