import { createHash, randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { waitForOperation } from '../../tools/client.ts'
import { countRight } from '../exports/count-right.ts'
import type { ReadLabels } from '../exports/labels.ts'
import type { DemoImage } from '../images.ts'
import { showPath } from '../show-path.ts'
import { datastore, type Tour } from '../tour.ts'

export interface ExportChoice {
  readonly project: string
  readonly format: 'Coco' | 'Dataset' | 'Csv'
  /** Where its files are put. */
  readonly folder: string
  readonly read: ReadLabels
  /** The labels that each image must have. */
  readonly truth: (image: DemoImage) => readonly string[]
}

const exportRun = z.object({
  id: z.string(),
  exportedRowCount: z.number(),
  labeledAssetName: z.string().optional(),
  labeledAssetVersion: z.number().optional(),
  files: z.array(
    // It becomes a file here, so it must be a plain name.
    z.object({
      name: z.string().regex(/^\w[\w.-]*$/),
      size: z.number(),
      sha256: z.string(),
      contentUrl: z.string(),
    }),
  ),
})

/** Starts an export, follows it to its end, downloads and checks its files, and compares them with the truth. */
export const exportLabels = (
  { screen, people, story, checks }: Tour,
  { project, format, folder, read, truth }: ExportChoice,
) =>
  screen.step(`Export ${project} as ${format}`, async (step) => {
    const { client } = people.reviewer
    const started = await client.call('POST', `/projects/${project}/exports`, exportRun, {
      body: { format },
      headers: { 'idempotency-key': randomUUID() },
    })
    await waitForOperation(client, started.headers.get('operation-location') ?? '', ({ done, total }) =>
      step.progress(done, total),
    )
    const { files, ...run } = await client.get(`/projects/${project}/exports/${started.body.id}`, exportRun)

    await mkdir(folder, { recursive: true })
    const texts = new Map<string, string>()
    let whole = 0
    for (const { name, size, sha256, contentUrl } of files) {
      const bytes = await client.download(contentUrl)
      await writeFile(join(folder, name), bytes)
      if (bytes.length === size && createHash('sha256').update(bytes).digest('hex') === sha256) whole += 1
      texts.set(name, bytes.toString('utf8'))
      step.note(`${showPath(join(folder, name))}, ${size} bytes`)
    }
    const labels = read((name) => texts.get(name) ?? '', `AmlDatastore://${datastore}/`)
    const right = countRight(labels, story.kept, truth)
    const what = `${project}, ${format}`
    checks.expect(`${what}: files with the right sha256 and size`, files.length, whole)
    checks.expect(`${what}: rows counted by the service`, story.kept.length, run.exportedRowCount)
    checks.expect(`${what}: rows in the file`, story.kept.length, labels.size)
    checks.expect(`${what}: rows that say the truth`, story.kept.length, right)
    const asset = run.labeledAssetName === undefined ? '' : `, dataset ${run.labeledAssetName}`
    const version = run.labeledAssetVersion === undefined ? '' : ` version ${run.labeledAssetVersion}`
    return `${right} of ${labels.size} rows say the truth${asset}${version}`
  })
