import { readFile, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { makeToken } from '../container-sas.ts'
import { downloadExport, downloadPictures } from './download.ts'
import type { ReaderProject } from './projects.ts'
import type { ReaderWorld } from './world.ts'

export const readerFormats = ['Coco', 'Dataset', 'Csv'] as const
export type ReaderFormat = (typeof readerFormats)[number]

export const partNames = ['train', 'validation', 'test'] as const

const manifest = z.object({
  project: z.object({
    classes: z.array(z.object({ name: z.string(), withdrawn: z.boolean().optional() })),
  }),
  counts: z.object({ rows: z.number(), bySplit: z.record(z.string(), z.number()).optional() }),
})
export type CaseManifest = z.output<typeof manifest>

/** A file that a reader opens. `part` is empty without a split. */
interface CasePart {
  readonly part: string
  /** Relative to the folder of the export. */
  readonly file: string
}

/** One export in a folder, and what readers need to find its pictures. */
export interface ReaderCase {
  /** Unique: the format, the project and what differs. */
  readonly name: string
  readonly project: string
  readonly format: ReaderFormat
  readonly include: 'Labeled' | 'All'
  readonly folder: string
  /** The copy of the datastore's folder. */
  readonly images: string
  readonly datastore: string
  /** The URL of the datastore's folder, not percent-encoded. */
  readonly root: string
  /** A token that reads the container. */
  readonly sas: string
  readonly parts: readonly CasePart[]
  readonly manifest: CaseManifest
  /** What was damaged in it, so that each reader must disagree. */
  readonly damage?: string
}

/** The file that a reader opens, as docs/exports.md names it. */
const fileOf: Readonly<Record<ReaderFormat, (part: string) => string>> = {
  Coco: (part) => `annotations/labels_${part || 'default'}.json`,
  Dataset: (part) => join(part, 'labeledDatapoints.jsonl'),
  Csv: (part) => `labeledDatapoints${part && `-${part}`}.csv`,
}

const split = { train: 0.6, validation: 0.2, test: 0.2, seed: 7 }

interface Variant {
  readonly name: string
  readonly include?: 'All'
  readonly split?: typeof split
  /** Options of a format, for that format alone. */
  readonly options?: Readonly<Partial<Record<ReaderFormat, Readonly<Record<string, string>>>>>
}

const variants: readonly Variant[] = [
  { name: 'whole' },
  { name: 'split', split },
  { name: 'all', include: 'All' },
  { name: 'https', options: { Dataset: { uri: 'Https' } } },
]

const makeCase = async (
  world: ReaderWorld,
  project: ReaderProject,
  places: Pick<ReaderCase, 'images' | 'sas'> & { readonly root: string },
  format: ReaderFormat,
  variant: Variant,
): Promise<ReaderCase> => {
  const { include = 'Labeled' } = variant
  const name = `${format} ${project.name} ${variant.name}`
  // One name for all of them: Hugging Face caches by the name of the folder.
  const folder = join(places.root, `${format}-${variant.name}`, 'export')
  const body = { format, include, split: variant.split, ...variant.options?.[format] }
  await downloadExport(world.admin, project.name, body, folder)
  // Where Datumaro and the examples of the docs look for the pictures.
  for (const beside of [folder, dirname(folder)]) await symlink(places.images, join(beside, 'images'))
  const parts = variant.split ? partNames : ['']
  return {
    name,
    project: project.name,
    format,
    include,
    folder,
    images: places.images,
    datastore: project.name,
    root: `${world.containerOf(project).url}/${project.prefix ?? ''}`,
    sas: places.sas,
    parts: parts.map((part) => ({ part, file: fileOf[format](part) })),
    manifest: manifest.parse(JSON.parse(await readFile(join(folder, '__about/manifest.json'), 'utf8'))),
  }
}

/** Downloads the pictures of a project and an export of it in each format and variant. */
export const makeCases = async (
  world: ReaderWorld,
  project: ReaderProject,
  folder: string,
): Promise<readonly ReaderCase[]> => {
  const root = join(folder, project.name)
  const images = join(root, 'pictures')
  await downloadPictures(world.containerOf(project), project.prefix ?? '', images)
  const request = { container: project.container, rights: 'rl', hours: 1, tokenOnly: true }
  const sas = makeToken(world.storage, request, Date.now())
  const cases: ReaderCase[] = []
  for (const format of readerFormats)
    for (const variant of variants.filter(({ options }) => !options || format in options))
      cases.push(await makeCase(world, project, { root, images, sas }, format, variant))
  return cases
}
