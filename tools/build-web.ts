import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { measureLabelScreen, readScripts, requireSmall } from './web/measure-label-screen.ts'
import { writeWebFiles } from './web/write-web-files.ts'

// Builds the web app into dist/web. Does nothing if its sources are those of the last build.

const root = resolve(import.meta.dirname, '..')
const stamp = join(root, 'dist/web.sources')

/** A hash of everything that the build reads, but for packages, which the lock file stands for. */
const hashSources = async (): Promise<string> => {
  const patterns = [
    'web/src/**/*',
    'web/public/**/*',
    'web/*.{ts,json,html}',
    'tools/build-web.ts',
    'tools/web/*.ts',
  ]
  const hash = createHash('sha256')
  const files: string[] = [join(root, 'package-lock.json')]
  for await (const entry of glob(patterns, { cwd: root, withFileTypes: true }))
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name))
  for (const file of files.sort())
    hash
      .update(file.slice(root.length))
      .update('\0')
      .update(await readFile(file))
  return hash.digest('hex')
}

/** In each language that people choose: texts are scripts too. */
const checkLabelScreen = (folder: string): void => {
  const { manifest, read } = readScripts(folder)
  for (const locale of ['en', 'fr']) requireSmall(measureLabelScreen(manifest, locale, read))
}

const sources = await hashSources()
const last = await readFile(stamp, 'utf8').catch(() => '')
if (last !== sources || !existsSync(join(root, 'dist/web/index.html'))) {
  await rm(stamp, { force: true })
  // Jest and others set it; Vite would then build what is for developers.
  process.env['NODE_ENV'] = 'production'
  await build({ root: join(root, 'web'), configFile: join(root, 'web/vite.config.ts'), logLevel: 'warn' })
  checkLabelScreen(join(root, 'dist/web'))
  await writeWebFiles(join(root, 'dist/web'))
  await writeFile(stamp, sources)
}
