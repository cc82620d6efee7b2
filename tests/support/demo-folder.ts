import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'

const repository = resolve(__dirname, '../..')

export const runDemo = async (argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const child = spawn(process.execPath, ['demo/main.ts', ...argv], {
    cwd: repository,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  const [output, errors, status] = await Promise.all([text(child.stdout), text(child.stderr), exited])
  return { output, errors, status }
}

/** A temporary folder with images for the demo, and one for what it exports. */
export const makeDemoFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-test-'))
  const images = join(folder, 'pictures')
  return {
    images,
    out: join(folder, 'out'),
    /** Copies the first sample images of a class. @returns their files */
    copyClass: async (name: string, count: number): Promise<readonly string[]> => {
      const from = join(repository, 'samples', name)
      const files = (await readdir(from)).toSorted().slice(0, count)
      await mkdir(join(images, name), { recursive: true })
      for (const file of files) await cp(join(from, file), join(images, name, file))
      return files.map((file) => join(images, name, file))
    },
    remove: () => rm(folder, { recursive: true }),
  }
}

export type DemoFolder = Awaited<ReturnType<typeof makeDemoFolder>>
