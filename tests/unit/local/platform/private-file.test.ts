import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { readOrMake, replacePrivately } from '../../../../local/platform/private-file.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etiquette-'))
})

afterEach(async () => rm(folder, { recursive: true }))

test('readOrMake makes a private file once, also for several callers at the same time', async () => {
  const file = join(folder, 'secret')
  const texts = await Promise.all(['a', 'b', 'c'].map((text) => readOrMake(file, () => text)))
  expect(new Set(texts).size).toBe(1)
  expect(await readOrMake(file, () => 'd')).toBe(texts[0])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['secret'])
})

test('replacePrivately replaces the whole file', async () => {
  const file = join(folder, 'endpoints')
  await replacePrivately(file, 'first, longer')
  await replacePrivately(file, 'second')
  expect(await readFile(file, 'utf8')).toBe('second')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})
