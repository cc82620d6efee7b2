import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../../tools/run-command.ts'
import { readFashion } from '../bench/images/fashion.ts'
import { classOfPath } from '../bench/images/image.ts'
import { forEachAtOnce } from '../bench/timings.ts'
import { openLabelStudio } from './label-studio.ts'
import { label } from './measure.ts'
import type { Options } from './options.ts'

/** Flat: the storage of Label Studio does not look into folders. The class is in the name. */
const separator = '--'
const classOf = (image: string): string =>
  decodeURIComponent(image).split('/').at(-1)?.split(separator)[0] ?? ''

const writeImages = async ({ images: folder, data, items }: Options): Promise<void> => {
  const { images } = await readFashion(data, items)
  await mkdir(folder, { recursive: true })
  await forEachAtOnce(images, 8, async ({ path, read }) => {
    const name = `${classOfPath(path)}${separator}${path.split('/').at(-1) ?? ''}`
    await writeFile(join(folder, name), await read())
  })
  console.log(`${images.length} images are in ${folder}`)
}

const readTokens = async (
  file: string,
): Promise<{ readonly admin: string; readonly labelers: readonly string[] }> => {
  const [admin, ...labelers] = (await readFile(file, 'utf8')).split(/\s+/).filter((token) => token !== '')
  if (admin === undefined || labelers.length === 0)
    throw new UsageError(`${file} needs a token a line: of an administrator, then of each labeler`)
  return { admin, labelers }
}

const formats = ['COCO', 'JSON', 'CSV'] as const

/** @returns True: the numbers of others are shown, and not judged. */
export const run = async (options: Options): Promise<boolean> => {
  if (options.prepare) {
    await writeImages(options)
    return true
  }
  const { admin, labelers: tokens } = await readTokens(options.tokens)
  const { classes } = await readFashion(options.data, options.items)
  const studio = openLabelStudio(options.url, admin)
  const labelers = tokens.map((token) => studio.labeler(token))
  try {
    const imported = await studio.importImages(options.images, classes)
    console.log(`import: ${imported.tasks} tasks, ${(imported.tasks / imported.seconds).toFixed(0)}/s`)
    const { project } = imported
    const labeling = await label(labelers, { project, most: options.labels, classOf })
    const { labels, seconds, tasks, twice, failures, next, submit } = labeling
    console.log(
      `labels: ${labels}, ${(labels / seconds).toFixed(1)}/s, by ${labelers.length} people; ${failures} failures`,
    )
    console.log(`tasks labeled more than once: ${twice} of ${tasks}`)
    console.log(`next task p95: ${next.p95.toFixed(0)} ms; submit p95: ${submit.p95.toFixed(0)} ms`)
    const exports: Record<string, unknown> = {}
    for (const format of formats) {
      const { seconds: taken, bytes } = await studio.export(project, format)
      exports[format] = { seconds: taken, bytes }
      console.log(`export ${format}: ${taken.toFixed(1)} s, ${bytes} bytes`)
    }
    await writeFile(options.json, `${JSON.stringify({ imported, labeling, exports }, undefined, 2)}\n`)
    return true
  } finally {
    for (const labeler of labelers) labeler.close()
    studio.close()
  }
}
