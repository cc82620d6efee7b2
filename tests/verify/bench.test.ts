import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from '@jest/globals'

const root = resolve(__dirname, '../..')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etiquette-bench-test-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const bench = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(root, 'lab/bench/main.ts'), ...args], { cwd: folder })

const sixtyImages = ['--images', join(root, 'samples'), '--items', '60', '--labelers', '5']

it('labels sixty images and says how fast, in a table and as JSON', async () => {
  const file = join(folder, 'results.json')
  const { stdout } = await bench(...sixtyImages, '--json', file)
  const { items, mistakes, rows } = JSON.parse(await readFile(file, 'utf8'))
  expect({ items, mistakes }).toEqual({ items: 60, mistakes: [] })
  const byId = new Map<string, number>(
    rows.map(({ id, value }: { id: string; value: number }) => [id, value] as const),
  )
  for (const id of [
    'import.rate',
    'labeling.rate',
    'page.p95',
    'submit.p99',
    'review.rate',
    'approve.rate',
    'export.Coco.seconds',
    'export.Dataset.rate',
    'export.Csv.bytes',
    'limit.http',
    'limit.sqlite',
    'limit.json',
  ])
    expect([id, byId.get(id)]).toEqual([id, expect.any(Number)])
  expect(byId.get('labeling.twice')).toBe(0)
  for (const { name } of rows) expect(stdout).toContain(name)
})

it('says what it lacks', async () => {
  await expect(bench('--data', folder)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('https://github.com/zalandoresearch/fashion-mnist'),
  })
  await expect(bench('--labelers', 'many')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--labelers takes a whole number'),
  })
})
