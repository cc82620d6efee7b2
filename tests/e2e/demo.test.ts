import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { readFile, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDemoFolder, runDemo, type DemoFolder } from '../support/demo-folder.ts'

let folder: DemoFolder

beforeAll(async () => {
  folder = await makeDemoFolder()
})
afterAll(() => folder.remove())

it('walks from files to labels with an image that is cut short, and ends well only if every number is right', async () => {
  const { images, out, copyClass } = folder
  for (const name of ['Ankle boot', 'Bag']) await copyClass(name, 8)
  const [broken = ''] = await copyClass('Coat', 8)
  await truncate(broken, 100)
  const { output, errors, status } = await runDemo(['--images', images, '--out', out])
  expect({ errors, status }).toEqual({ errors: '', status: 0 })
  expect(output).toContain('Every number came out as expected.')
  expect(output).not.toContain('✗')
  expect(output).toMatch(/✓ Images cut short, and flagged +1 +1\n/)
  expect(output).toMatch(/Coat\/\d+\.png: Truncated/)

  const read = (path: string) => readFile(join(out, path), 'utf8')
  const coco = JSON.parse(await read('coco/labels_default.json')) as {
    images: unknown[]
    annotations: unknown[]
  }
  expect(coco.images).toHaveLength(22)
  expect(coco.annotations).toHaveLength(22)
  expect(coco.images[0]).toMatchObject({ width: 28, height: 28 })
  expect(JSON.stringify(coco)).not.toContain(broken.split('/').at(-1))
  expect((await read('dataset/labeledDatapoints.jsonl')).trim().split('\n')).toHaveLength(22)
  expect(await read('dataset/MLTable')).toContain('labeledDatapoints.jsonl')
  expect((await read('csv/labeledDatapoints.csv')).trim().split('\r\n')).toHaveLength(23)
  expect(await read('multi-label-csv/labeledDatapoints.csv')).toContain('Footwear,Footwear/Ankle boot')
})
