import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readdir, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'

const repository = resolve(__dirname, '../..')

const runDemo = async (...argv: string[]) => {
  const child = spawn(process.execPath, ['demo/main.ts', ...argv], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  const [output, errors, status] = await Promise.all([text(child.stdout), text(child.stderr), exited])
  return { output, errors, status }
}

describe('the demo', () => {
  let folder: string
  let images: string
  let out: string

  const copyClass = async (name: string, count: number) => {
    const from = join(repository, 'samples', name)
    const files = (await readdir(from)).toSorted().slice(0, count)
    await mkdir(join(images, name), { recursive: true })
    for (const file of files) await cp(join(from, file), join(images, name, file))
    return files.map((file) => join(images, name, file))
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'etiquette-test-'))
    images = join(folder, 'pictures')
    out = join(folder, 'out')
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('walks from files to labels, and ends well only if every number is right', async () => {
    for (const name of ['Ankle boot', 'Bag', 'Coat']) await copyClass(name, 8)
    const { output, errors, status } = await runDemo('--images', images, '--out', out)
    expect({ errors, status }).toEqual({ errors: '', status: 0 })
    expect(output).toContain('Every number came out as expected.')
    expect(output).not.toContain('✗')

    const read = (path: string) => readFile(join(out, path), 'utf8')
    const coco = JSON.parse(await read('coco/coco.json')) as { images: unknown[]; annotations: unknown[] }
    expect(coco.images).toHaveLength(23)
    expect(coco.annotations).toHaveLength(23)
    expect(coco.images[0]).toMatchObject({ width: 28, height: 28 })
    expect((await read('dataset/annotations.jsonl')).trim().split('\n')).toHaveLength(23)
    expect(await read('dataset/MLTable')).toContain('annotations.jsonl')
    expect((await read('csv/labeledDatapoints.csv')).trim().split('\r\n')).toHaveLength(24)
    expect(await read('multi-label-csv/labeledDatapoints.csv')).toContain('Footwear;Footwear/Ankle boot')
  })

  it('goes on with an image that is cut short, which the service flags', async () => {
    for (const name of ['Dress', 'Shirt']) await copyClass(name, 8)
    const [broken = ''] = await copyClass('Sandal', 8)
    await truncate(broken, 100)
    const { output, status } = await runDemo('--images', images, '--out', out)
    expect(status).toBe(0)
    expect(output).toMatch(/✓ Images cut short, and flagged +1 +1\n/)
    expect(output).toMatch(/Sandal\/\d+\.png: Truncated/)
    expect(await readFile(join(out, 'coco/coco.json'), 'utf8')).not.toContain(broken.split('/').at(-1))
  })

  it('says in a sentence what is wrong with its arguments', async () => {
    const unknown = await runDemo('--fast')
    expect(unknown.status).toBe(2)
    expect(unknown.errors).toContain('Usage: npm run demo')
    const missing = await runDemo('--images', join(folder, 'nowhere'))
    expect(missing.status).toBe(1)
    expect(missing.errors).toBe(`The folder ${join(folder, 'nowhere')} cannot be read.\n`)
    const help = await runDemo('--help')
    expect([help.status, help.errors]).toEqual([0, ''])
    expect(help.output).toContain('--keep')
  })
})
