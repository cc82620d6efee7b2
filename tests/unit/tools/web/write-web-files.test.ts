import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { writeWebFiles } from '../../../../tools/web/write-web-files.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etiquette-web-'))
  await mkdir(join(folder, 'assets'))
  await mkdir(join(folder, '.vite'))
  await writeFile(join(folder, 'index.html'), '<p>'.repeat(200))
  await writeFile(join(folder, 'assets/a-1.js'), 'let a = 1\n'.repeat(100))
  await writeFile(join(folder, 'assets/a-1.js.map'), '{}')
  await writeFile(join(folder, 'assets/b-1.png'), 'b'.repeat(100))
  await writeFile(join(folder, 'short.txt'), 'x')
  await writeFile(join(folder, '.vite/manifest.json'), '{}')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('lists what is served, with the sizes of its compressed forms where they are smaller', async () => {
  const files = await writeWebFiles(folder)
  expect(JSON.parse(await readFile(join(folder, 'files.json'), 'utf8'))).toEqual(files)
  expect(files.map(({ path, type, immutable }) => [path, type, immutable])).toEqual([
    ['assets/a-1.js', 'text/javascript; charset=utf-8', true],
    ['assets/b-1.png', 'image/png', true],
    ['index.html', 'text/html; charset=utf-8', false],
    ['short.txt', 'text/plain; charset=utf-8', false],
  ])
  const [script, picture, , text] = files
  expect(script?.sizes.br).toBe((await readFile(join(folder, 'assets/a-1.js.br'))).byteLength)
  expect(script?.sizes.gz).toBe((await readFile(join(folder, 'assets/a-1.js.gz'))).byteLength)
  expect(script?.sizes.br).toBeLessThan(script?.sizes.identity ?? 0)
  expect(picture?.sizes).toEqual({ identity: 100 })
  expect(text?.sizes).toEqual({ identity: 1 })
})

test('lists the same when it runs again', async () => {
  const first = await writeWebFiles(folder)
  expect(await writeWebFiles(folder)).toEqual(first)
})

test('a hash is of the content', async () => {
  const [first] = await writeWebFiles(folder)
  await writeFile(join(folder, 'assets/a-1.js'), 'let a = 2\n'.repeat(100))
  const [second] = await writeWebFiles(folder)
  expect(second?.hash).not.toBe(first?.hash)
})

test('an ending without a type, and a folder without an index, are mistakes of the build', async () => {
  await writeFile(join(folder, 'a.xyz'), '')
  await expect(writeWebFiles(folder)).rejects.toThrow('a.xyz')
  await rm(join(folder, 'a.xyz'))
  await rm(join(folder, 'index.html'))
  await expect(writeWebFiles(folder)).rejects.toThrow('index.html')
  expect(await readdir(folder)).not.toContain('files.json')
})
