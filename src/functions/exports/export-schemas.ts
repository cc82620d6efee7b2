import { z } from 'zod'
import type { ExportFileUrl } from '../../domain/exports/get-export-file.ts'
import { datasetName, exportId, projectName } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import {
  exportIncludes,
  exportSplit,
  exportStatuses,
  unsizedChoices,
  type ExportDocument,
  type ExportFile,
} from '../../domain/model/exports/export.ts'
import type { Formats } from '../../domain/formats/formats.ts'
import { failureBody, startedOperationBody } from '../operations/operation-schemas.ts'

export const exportParams = z.object({ project: projectName, exportId })

const time = z.iso.datetime().meta({ example: '2026-10-01T08:30:00.000Z' })

const fileBody = z.object({
  name: z.string(),
  path: z.string().meta({ description: 'The path of the file in `snapshotPath`' }),
  size: z.number().int().meta({ description: 'Bytes' }),
  sha256: z.string(),
  contentUrl: z
    .string()
    .meta({ description: 'The download URL. Valid for some minutes, or with an access token.' }),
})

type Url = (path: string) => string

const contentUrlOf = async (
  project: string,
  record: ExportDocument,
  file: ExportFile,
  fileUrl: ExportFileUrl,
  url: Url,
): Promise<string> =>
  (await fileUrl(record, file)) ??
  url(`/projects/${project}/exports/${record.export}/files/${encodeURIComponent(file.name)}`)

const formatDescription = ({ all }: Formats): string =>
  [
    '`AmlDatastore://<datastore>/<path>` in the files has the path in the datastore, without the `prefix` of the datastore. The path is as it is; only a path that contains a `%`, is not safe on every platform or could be read as a formula is percent-encoded, except for its slashes. So percent-decoding the path always returns the name of the file. An `https` URL is the URL of the container, the prefix and the path, always percent-encoded, without a signature.',
    ...all.flatMap(({ name, notes }) => (notes === undefined ? [] : [`${name}: ${notes}`])),
  ].join(' ')

/** The schemas of exports, with the names of all registered formats. */
export const createExportSchemas = (formats: Formats) => {
  const format = z.enum(formats.names)
  const registering = formats.all.filter(({ registersDataset }) => registersDataset).map(({ name }) => name)
  const leavingOut = formats.all.filter(({ leavesOutUnsized }) => leavesOutUnsized).map(({ name }) => name)
  const startExportBody = z
    .strictObject({
      format: format.meta({ description: formatDescription(formats) }),
      include: z.enum(exportIncludes).default('Labeled').meta({
        description:
          'Labeled: items with a label, approved or not. Approved: items that a reviewer approved. All: also items without a label, which are marked; removed items are left out.',
      }),
      unsized: z
        .enum(unsizedChoices)
        .optional()
        .meta({
          description: `Items whose size is unknown, or whose file is unreadable, cut short, oversized or not an image. LeaveOut, the default: they have no row. Keep: they are listed with their \`problem\`, without \`width\` and \`height\` if the size is unknown, which many readers refuse. Only for the format ${leavingOut.join(', ')}; other formats list such items. In each format the manifest counts them and \`problems.jsonl\` lists them.`,
        }),
      split: exportSplit.optional().meta({
        description:
          'Writes one file per part. The fractions add up to 1. With the same seed and fractions, an item stays in its part when other items are added.',
        example: { train: 0.8, validation: 0.2, seed: 1 },
      }),
      since: exportId.optional().meta({
        description:
          'Exports only the items whose label, state or file changed since this export, as the service noticed it, or whose class was renamed. A size that was read later counts as a change of the file, and a file whose size is still to be read as changed. A file that was missing in between counts as changed, too, even if it came back as it was. Items that this export has and the new one would not have are listed in `removed.jsonl`, one JSON object with `item`, `path` and `url` in each line. Numbers of images and annotations count from 1 in each export: merge by file name or URL. Such an export is no version of a labeled dataset.',
      }),
      name: datasetName.optional().meta({
        description: `The name of the labeled dataset that gets a new version, by default the name of the project with \`-labeled\`; only for the format ${registering.join(', ')} without \`since\`. A name that belongs to another project, also to a deleted one of the same name, is refused: give another one, or delete that dataset`,
      }),
    })
    .meta({ id: 'StartExport' })

  const exportBody = z
    .object({
      id: exportId,
      format,
      include: z.enum(exportIncludes),
      unsized: z.enum(unsizedChoices).optional(),
      split: exportSplit.optional(),
      since: exportId.optional(),
      status: z.enum(exportStatuses).meta({
        description:
          'Deleting: the files are being deleted and are no longer listed; the export is 404 afterwards.',
      }),
      startedAt: time,
      startedBy: z.string(),
      endedAt: time.optional(),
      snapshotAt: time.meta({
        description:
          'The time of the request. The files have everything that was acknowledged before it; the snapshot is taken when the work begins.',
      }),
      exportedRowCount: z.number().int().meta({
        description: 'The number of exported items; while the export runs, the number of processed items',
      }),
      totalRowCount: z
        .number()
        .int()
        .meta({ description: 'The number of items in the project at the start of the export' }),
      containerName: z.string(),
      snapshotPath: z.string(),
      labeledAssetName: datasetName.optional(),
      labeledAssetVersion: z.number().int().optional(),
      files: z.array(fileBody),
      error: failureBody.optional(),
      operation: startedOperationBody
        .optional()
        .meta({ description: 'Only in the response to the request that started the export' }),
    })
    .meta({ id: 'Export', description: 'One export of labels to files' })

  const toExport = async (
    project: string,
    record: ExportDocument,
    fileUrl: ExportFileUrl,
    url: Url,
  ): Promise<z.input<typeof exportBody>> => ({
    id: record.export,
    format: record.format,
    include: record.include,
    unsized: record.unsized,
    split: record.split,
    since: record.since?.export,
    status: record.status,
    startedAt: toIso(record.startedAt),
    startedBy: record.startedBy,
    endedAt: record.endedAt === undefined ? undefined : toIso(record.endedAt),
    snapshotAt: toIso(record.snapshotAt),
    exportedRowCount: record.exportedRowCount,
    totalRowCount: record.totalRowCount,
    containerName: record.containerName,
    snapshotPath: record.snapshotPath,
    labeledAssetName: record.labeledAssetName,
    labeledAssetVersion: record.datasetVersion,
    files: await Promise.all(
      record.files.map(async (file) => ({
        name: file.name,
        path: file.path,
        size: file.size,
        sha256: file.sha256,
        contentUrl: await contentUrlOf(project, record, file, fileUrl, url),
      })),
    ),
    error: record.error,
  })

  return { startExportBody, exportBody, toExport }
}

export type ExportSchemas = ReturnType<typeof createExportSchemas>
