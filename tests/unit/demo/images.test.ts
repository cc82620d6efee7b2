import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readImages } from '../../../demo/images.ts'

const sample = join(__dirname, '../../../samples/Bag/105.png')

describe('a folder of images', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'etiquette-test-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const put = async (path: string, content: Uint8Array | string) => {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await writeFile(join(folder, path), content)
  }

  it('is read with a class per folder, also deep in it, and nothing but images', async () => {
    const png = await readFile(sample)
    await put('cats/one.PNG', png)
    await put('cats/more/two.jpg', 'whatever')
    await put('dogs/three.webp', '')
    await put('dogs/notes.txt', 'notes')
    await put('empty/notes.txt', 'notes')
    await put('four.png', png)
    const found = await readImages(folder)
    expect(found.map(({ path, className, contentType }) => [path, className, contentType])).toEqual([
      ['images/cats/more/two.jpg', 'cats', 'image/jpeg'],
      ['images/cats/one.PNG', 'cats', 'image/png'],
      ['images/dogs/three.webp', 'dogs', 'image/webp'],
    ])
  })

  it('tells a PNG that is cut short from a whole one', async () => {
    const png = await readFile(sample)
    await put('cats/whole.png', png)
    await put('dogs/cut.png', png.subarray(0, png.length - 20))
    const found = await readImages(folder)
    expect(found.map(({ cutShort }) => cutShort)).toEqual([false, true])
  })

  it('must have two classes', async () => {
    await put('cats/one.png', '')
    await expect(readImages(folder)).rejects.toThrow('a folder per class')
    await expect(readImages(join(folder, 'nowhere'))).rejects.toThrow('cannot be read')
  })
})
