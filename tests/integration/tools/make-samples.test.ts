import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { PNG } from 'pngjs'
import { runScript } from '../local/platform/service-process.ts'

const SAMPLES = resolve(__dirname, '../../../samples')
const CLASSES = [
  'Ankle boot',
  'Bag',
  'Coat',
  'Dress',
  'Pullover',
  'Sandal',
  'Shirt',
  'Sneaker',
  'T-shirt',
  'Trouser',
]

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etiquette-'))
})

afterAll(async () => rm(folder, { recursive: true }))

describe('make-samples', () => {
  test('turns each image upright into a PNG in the folder of its class', async () => {
    const size = (...sizes: number[]) => sizes.flatMap((size) => [0, 0, 0, size])
    const images = [0, 0, 8, 3, ...size(2, 2, 3), 10, 20, 30, 40, 50, 60, 1, 2, 3, 4, 5, 6]
    await writeFile(join(folder, 't10k-images-idx3-ubyte.gz'), gzipSync(Buffer.from(images)))
    await writeFile(
      join(folder, 't10k-labels-idx1-ubyte.gz'),
      gzipSync(Buffer.from([0, 0, 8, 1, ...size(2), 9, 0])),
    )
    await writeFile(join(folder, 'LICENSE'), 'the notice')
    const out = join(folder, 'out')

    expect(await runScript('tools/make-samples.ts', [folder, out])).toMatchObject({ code: 0, stderr: '' })

    expect(await readdir(join(out, 'T-shirt'))).toEqual(['1.png'])
    const png = PNG.sync.read(await readFile(join(out, 'Ankle boot', '0.png')))
    expect([png.width, png.height]).toEqual([3, 2])
    expect([...png.data].filter((_, i) => i % 4 === 0)).toEqual([10, 20, 30, 40, 50, 60])
    expect(await readFile(join(out, 'LICENSE'), 'utf8')).toBe('the notice')
  })

  test('says how it is used', async () => {
    const { code, stderr } = await runScript('tools/make-samples.ts', [])
    expect(code).toBe(2)
    expect(stderr).toContain('Usage')
  })
})

describe('samples', () => {
  test('has 30 images of each class', async () => {
    const entries = await readdir(SAMPLES, { withFileTypes: true })
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
    expect(folders.toSorted()).toEqual(CLASSES)
    for (const name of folders) expect(await readdir(join(SAMPLES, name))).toHaveLength(30)
  })
})
