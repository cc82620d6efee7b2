import { z } from 'zod'
import type { ExportFileUrl } from '../../domain/exports/get-export-file.ts'
import { answerChoice, choice, optionalChoice } from '../../domain/core/choice.ts'
import { datasetName, datastoreName, exportId, projectName, userId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import {
  exportIncludes,
  exportSplit,
  exportStatuses,
  type ExportDocument,
  type ExportFile,
} from '../../domain/model/exports/export.ts'
import {
  fileNameChoices,
  unsizedChoices,
  uriChoices,
  type ExportOptionName,
} from '../../domain/model/exports/export-options.ts'
import type { Formats } from '../../domain/formats/formats.ts'
import { failureBody, startedOperationBody } from '../operations/operation-schemas.ts'

export const exportParams = z.object({ project: projectName, exportId })

const splitRequest = exportSplit.meta({
  id: 'SplitRequest',
  description: 'The shares of the parts, which add up to 1',
})

const time = z.iso.datetime().meta({ example: '2026-10-01T08:30:00.000Z' })

const fileBody = z
  .object({
    name: z.string().meta({ description: 'The name, unique in the export', example: 'manifest.json' }),
    path: z.string().meta({ description: 'The path of the file in `snapshotPath`' }),
    size: z.number().int().meta({ description: 'Bytes' }),
    sha256: z.string().meta({ description: 'The SHA-256 of its bytes, in hexadecimal digits' }),
    contentUrl: z
      .url()
      .meta({ description: 'The download URL. Valid for some minutes, or with an access token.' }),
  })
  .meta({ id: 'ExportFile', description: 'A file of an export' })

const fraction = z.number().min(0).max(1)

const splitBody = z
  .object({
    train: fraction.meta({ description: 'The share of the training part' }),
    validation: fraction.meta({ description: 'The share of the validation part' }),
    test: fraction.meta({ description: 'The share of the test part; 0 for none' }),
    seed: z.number().int().meta({ description: 'The number that decides which items are in which part' }),
  })
  .meta({ id: 'ExportSplit', description: 'The parts of an export' })

const imagesBody = z
  .object({
    datastore: datastoreName.meta({ description: 'The name of the datastore' }),
    containerUrl: z.url().meta({
      description: 'The URL of the container',
      example: 'https://contoso.blob.core.windows.net/photos',
    }),
    prefix: z
      .string()
      .optional()
      .meta({ description: 'The folder of the container that the datastore is, with a `/` at its end' }),
  })
  .meta({
    id: 'ExportImages',
    description:
      'Where the images of the export are. Paths in the files are relative to `prefix` in the container. Absent in exports of earlier versions.',
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
    '`AmlDatastore://<datastore>/<path>` in the files has the path in the datastore, without the `prefix` of the datastore, as it is; only a path that would lead a reader out of the container (a part `.` or `..`, a control character, a root) is percent-encoded. An `https` URL is the URL of the container, the prefix and the path, always percent-encoded, without a signature.',
    ...all.flatMap(({ name, notes }) => (notes === undefined ? [] : [`${name}: ${notes}`])),
  ].join(' ')

/** The schemas of exports, with the names of all registered formats. */
export const createExportSchemas = (formats: Formats) => {
  const format = choice('ExportFormat', formats.names)
  const formatAnswer = answerChoice('ExportFormatValue', formats.names)
  const registering = formats.all.filter(({ registersDataset }) => registersDataset).map(({ name }) => name)
  const withOption = (option: ExportOptionName): string =>
    formats.all
      .filter(({ options }) => options[option] !== undefined)
      .map(({ name }) => name)
      .join(', ')
  const startExportBody = z
    .strictObject({
      format: format.meta({ description: formatDescription(formats) }),
      include: optionalChoice('ExportInclude', exportIncludes).default('Labeled').meta({
        description:
          'Labeled: items with a label, approved or not. Approved: items that a reviewer approved. All: also items without a label, which are marked; removed items are left out.',
      }),
      unsized: optionalChoice('UnsizedChoice', unsizedChoices)
        .optional()
        .meta({
          description: `Items whose size is unknown, or whose file is unreadable, cut short, oversized or not an image. LeaveOut, the default: they have no row. Keep: they are listed with their \`problem\`, without \`width\` and \`height\` if the size is unknown, which many readers refuse. Only for the format ${withOption('unsized')}; other formats list such items. In each format the manifest counts them and \`problems.jsonl\` lists them.`,
        }),
      wholeImageBoxes: z
        .boolean()
        .optional()
        .meta({
          description: `True, the default: each class of a whole image has a \`bbox\` of the image with its \`area\`, without which many readers find nothing. False: no \`bbox\`, as Azure ML writes it. Only for the format ${withOption('wholeImageBoxes')}`,
        }),
      fileNames: optionalChoice('FileNames', fileNameChoices)
        .optional()
        .meta({
          description: `The field \`file_name\`. Blob, the default: the path of the item. Safe: \`_renamed/<item id>\` for a path that some platform does not allow. Only for the format ${withOption('fileNames')}`,
        }),
      uri: optionalChoice('ImageUri', uriChoices)
        .optional()
        .meta({
          description: `The URL of the column that streams images. AmlDatastore, the default: for a workspace of Azure ML that has a datastore of this name. Https: the URL of the blob. Only for the format ${withOption('uri')}`,
        }),
      split: splitRequest.optional().meta({
        description:
          'Writes one file per part. The fractions add up to 1. With the same seed and fractions, an item stays in its part when other items are added.',
        example: { train: 0.8, validation: 0.2, seed: 1 },
      }),
      since: exportId.optional().meta({
        description:
          'Exports only the items whose label, state or file changed since this export, as the service noticed it, or whose class was renamed. A size that was read later counts as a change of the file, and a file whose size is still to be read as changed. A file that was missing in between counts as changed, too, even if it came back as it was. Items that this export has and the new one would not have are listed in `removed.jsonl`, one JSON object with `item`, `path`, `url` and `absolute_url` in each line. Numbers of images and annotations count from 1 in each export: merge by `item`. Such an export is no version of a labeled dataset.',
      }),
      name: datasetName.optional().meta({
        description: `The name of the labeled dataset that gets a new version, by default the name of the project with \`-labeled\`; only for the format ${registering.join(', ')} without \`since\`. A name that belongs to another project, also to a deleted one of the same name, is refused: give another one, or delete that dataset`,
      }),
    })
    .meta({ id: 'StartExport', description: 'What is exported, and in which format' })

  const exportBody = z
    .object({
      id: exportId,
      format: formatAnswer.meta({ description: 'The format of the files' }),
      include: answerChoice('ExportInclude', exportIncludes).meta({
        description: 'Which items are in it',
      }),
      unsized: answerChoice('UnsizedChoice', unsizedChoices).optional().meta({
        description: 'What became of items without a usable image; absent for formats that list all items',
      }),
      wholeImageBoxes: z.boolean().optional().meta({
        description: 'Whether the class of a whole image has a box; absent for formats without boxes',
      }),
      fileNames: answerChoice('FileNames', fileNameChoices).optional().meta({
        description: 'The form of the field `file_name`; absent for formats without it',
      }),
      uri: answerChoice('ImageUri', uriChoices).optional().meta({
        description: 'The URL of the column that streams images; absent for formats without it',
      }),
      split: splitBody.optional().meta({ description: 'The parts; absent without a split' }),
      since: exportId.optional().meta({
        description: 'The earlier export whose changes it has; absent if it has all items',
      }),
      status: answerChoice('ExportStatus', exportStatuses).meta({
        description:
          'Deleting: the files are being deleted and are no longer listed; the export is 404 afterwards.',
      }),
      startedAt: time.meta({ description: 'The time of its start' }),
      startedBy: userId.meta({ description: 'The object id of the user who started it' }),
      endedAt: time.optional().meta({ description: 'The time of its end; absent while it runs' }),
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
      containerName: z
        .string()
        .meta({ description: 'The container with the files, in the storage account of the workspace' }),
      snapshotPath: z.string().meta({ description: 'The folder in the container' }),
      images: imagesBody.optional(),
      labeledAssetName: datasetName
        .optional()
        .meta({ description: 'The labeled dataset of which the export is a version' }),
      labeledAssetVersion: z
        .number()
        .int()
        .optional()
        .meta({ description: 'The number of this version, once the export has succeeded' }),
      files: z
        .array(fileBody)
        .meta({ description: 'The files, once the export has succeeded; empty before' }),
      error: failureBody.optional().meta({ description: 'Why it failed' }),
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
    wholeImageBoxes: record.wholeImageBoxes,
    fileNames: record.fileNames,
    uri: record.uri,
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
    images: record.images,
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
