import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countLines } from '../../../../lab/hub/count-lines.ts'
import { createLogFilter } from '../../../../lab/hub/log-filter.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etiquette-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

const at = (second: number, level: string, category: string): string =>
  JSON.stringify({ time: `2026-01-01T00:00:0${second}.1234567Z`, level, category, message: 'm' })

test('lines of a log are counted by category since a time, functions together, a torn line not at all', async () => {
  const file = join(folder, 'durable.log')
  const lines = [
    at(1, 'Warning', 'Azure.Core'),
    at(2, 'Warning', 'Azure.Core'),
    at(3, 'Information', 'Azure.Core'),
    at(3, 'Information', 'Function.exportProject_v1.User'),
    at(3, 'Error', 'Function.exportPartStep.User'),
    at(4, 'Warning', 'Azure.Core').slice(0, 40),
  ]
  await writeFile(file, lines.join('\n'))
  const keeps = createLogFilter({ default: 'Warning' })
  const counts = await countLines([file, join(folder, 'none.log')], Date.UTC(2026, 0, 1, 0, 0, 2), keeps)
  expect(Object.fromEntries(counts)).toEqual({
    'Azure.Core': { written: 2, kept: 1 },
    'Function.*.User': { written: 2, kept: 1 },
  })
})
