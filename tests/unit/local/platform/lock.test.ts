import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { takeLock } from '../../../../local/platform/lock.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etiquette-'))
})

afterEach(async () => rm(folder, { recursive: true }))

test('takeLock gives a file to one holder at a time', () => {
  const file = join(folder, 'lock')
  const lock = takeLock(file)
  expect(takeLock(file)).toBeUndefined()
  lock?.release()
  const next = takeLock(file)
  expect(next).toBeDefined()
  next?.release()
})

test('a file that holds something else is named, with the way out, and stays', async () => {
  const file = join(folder, 'lock')
  const content = 'x'.repeat(5000)
  await writeFile(file, content)
  expect(() => takeLock(file)).toThrow(
    /The lock file .*lock holds something else\. Stop every service.*delete the file/,
  )
  expect(await readFile(file, 'utf8')).toBe(content)
})

test.each(['a folder', 'in a folder that is missing'])('%s is no lock', async (place) => {
  const file = place === 'a folder' ? join(folder, 'lock') : join(folder, 'missing', 'lock')
  if (place === 'a folder') await mkdir(file)
  expect(() => takeLock(file)).toThrow(/The lock file .*lock can't be opened\. Give this user permission/)
})

test('an empty file is a lock', async () => {
  const file = join(folder, 'lock')
  await writeFile(file, '')
  takeLock(file)?.release()
})
