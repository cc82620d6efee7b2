import { createLayout } from '../../../src/domain/exports/layouts/create-layout.ts'
import type { Format, SmallFile, Summary, WriteContext } from '../../../src/domain/formats/format.ts'
import type { ExportPart } from '../../../src/domain/model/exports/export-part.ts'
import { splitsOf, type SplitName } from '../../../src/domain/model/exports/split-of.ts'
import { aboutFolder, type ExportPlan, type ExportSplit } from '../../../src/domain/model/exports/export.ts'
import type { CreateZip } from '../../../src/domain/ports/archives.ts'
import { createFakeExportFiles } from '../../support/fake-blobs.ts'
import { plan, type RowDraft } from './format-rows.ts'

export interface TextFile {
  readonly path: string
  readonly text: string
}

export interface How {
  readonly regions: WriteContext['regions']
  readonly split?: ExportSplit | undefined
  /** Changes of the plan, such as options of the format. */
  readonly plan?: Partial<ExportPlan>
  /** How rows are split into blocks: one block, a flush after each row, or a part for each row. */
  readonly cut?: 'Never' | 'Flushes' | 'Parts'
}

export interface Written {
  readonly regions: WriteContext['regions']
  /** The files that the export lists. */
  readonly listed: readonly { readonly name: string; readonly path: string; readonly contentType: string }[]
  /** Paths relative to the export's folder, one for each write of a file. */
  readonly paths: readonly string[]
  /** The paths of the entries of each archive. */
  readonly archived: readonly (readonly string[])[]
  /** The files with the rows, without companions. Entries replace their archive. */
  readonly contents: readonly TextFile[]
  /** The reasons that the format gave for unsupported features, by the path of the item. */
  readonly unsupported: ReadonlyMap<string, readonly string[]>
}

/** Writes each entry as a line of JSON, so that duplicates stay visible. */
const listEntries: CreateZip = async function* (entries) {
  yield Buffer.from('\n')
  for await (const { path, content } of entries)
    yield Buffer.from(`${JSON.stringify({ path, text: Buffer.from(content).toString() })}\n`)
}
const entriesOf = (archive: string): readonly TextFile[] =>
  archive
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TextFile)

/** Records the path of each published file. */
const createRecorder = () => {
  const files = createFakeExportFiles()
  const paths: string[] = []
  const below = (path: string): string => path.slice(plan.snapshotPath.length + 1)
  const note = (path: string): void => {
    if (!path.startsWith(`${plan.snapshotPath}/`)) throw new Error(`${path} is not in the export's folder`)
    paths.push(below(path))
  }
  const recorded: typeof files = {
    ...files,
    put: async (path, ...rest) => {
      note(path)
      await files.put(path, ...rest)
    },
    commit: async (path, ...rest) => {
      note(path)
      await files.commit(path, ...rest)
    },
  }
  const texts = () =>
    [...files.committed].map(([path, bytes]) => ({ path: below(path), text: Buffer.from(bytes).toString() }))
  return { files: recorded, paths, texts }
}

const companionsOf = (
  format: Format,
  context: WriteContext,
  split: SplitName | undefined,
  summary: Summary,
): readonly SmallFile[] =>
  format.layout === 'Stream'
    ? (format.write?.(context).companions(split) ?? [])
    : (format.write?.(context).companions(split, summary) ?? [])

const partOf = (part: number, note: Pick<ExportPart, 'blocks' | 'itemFiles'>): ExportPart => ({
  id: `exportPart:e1:0:${part}`,
  kind: 'exportPart',
  segment: 0,
  part,
  seen: 0,
  rows: 0,
  removed: 0,
  changed: 0,
  changedBlocks: 0,
  removalBlocks: 0,
  states: {},
  classes: {},
  splits: {},
  leftOut: {},
  problems: 0,
  faults: {},
  problemBlocks: 0,
  leftOutBlocks: 0,
  unsaidBlocks: 0,
  unsaid: {},
  ttl: 1,
  ...note,
})

/** Writes rows through the format and its layout. Each part has its own writer, as in a real export. */
export const writeRows = async (
  format: Format,
  rows: readonly RowDraft[],
  { regions, split, cut = 'Never', plan: changes }: How,
): Promise<Written> => {
  const { files, paths, texts } = createRecorder()
  const context = {
    plan: { ...plan, format: format.name, split, ...changes },
    serviceVersion: '1.2.3',
    regions,
  }
  const open = () => createLayout({ files, createZip: listEntries }, format, context)
  const splits = splitsOf(split)
  const unsupported = new Map<string, readonly string[]>()
  let annotations = 0
  const annotation = (): number => (annotations += 1)
  const numbered = rows.map((row, index) => {
    const { path } = row.item
    const countUnsupported = (reason: string): unknown =>
      unsupported.set(path, [...(unsupported.get(path) ?? []), reason])
    return {
      row: { ...row, id: index + 1, annotation, countUnsupported, part: splits[index % splits.length] },
    }
  })
  const parts: ExportPart[] = []
  for (const group of cut === 'Parts' ? numbered.map((one) => [one]) : [numbered]) {
    const part = parts.length
    const sink = open().openPart({ segment: 0, part, rows: 0, annotations: 0, doneBefore: 0 })
    for (const one of group) {
      sink.add(one.row, one.row.part)
      if (cut === 'Flushes') await sink.flush(false)
    }
    await sink.flush(true)
    parts.push(partOf(part, sink.counts()))
  }
  const layout = open()
  const used = rows.flatMap((row) => row.regions?.map((region) => region.class) ?? [])
  const summary = { usedClasses: new Set<string>(used) }
  const listed = await layout.publish(parts, summary)
  const archives = format.layout === 'Archive' ? listed.map(({ path }) => path) : []
  await layout.cleanUp()

  const companions = new Set(
    splits.flatMap((one) => companionsOf(format, context, one, summary).map(({ path }) => path)),
  )
  const index = format.layout === 'FilePerItem' ? [`${aboutFolder}/files.jsonl`] : []
  const entries = texts()
    .filter(({ path }) => archives.includes(path))
    .map(({ text }) => entriesOf(text))
  const plainFiles = texts().filter(({ path }) => !archives.includes(path) && !index.includes(path))
  return {
    regions,
    listed,
    paths: paths.filter((path) => format.layout !== 'Archive' || !path.startsWith('_parts/')),
    archived: entries.map((all) => all.map(({ path }) => path)),
    contents: [...plainFiles, ...entries.flat()].filter(({ path }) => !companions.has(path)),
    unsupported,
  }
}
