import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { datasetName, exportId, operationId, projectName, projectUid, type ExportId } from '../../core/ids.ts'
import { mediaTypes } from '../datasets/dataset.ts'
import { operationStatuses } from '../operations/operation.ts'
import { fileTally } from '../files/file-report.ts'
import { exportOptions, unsizedChoices } from './export-options.ts'
import { labelClass } from '../labels/label-class.ts'
import type { ProjectDocument } from '../projects/project.ts'

/**
 * `Labeled`: items with a label, approved or not. `Approved`: items with an approved label. `All`: also items without a
 * label.
 */
export const exportIncludes = ['Labeled', 'Approved', 'All'] as const

const fraction = z.number().min(0).max(1)

/** Fractions that add up to 1. The split of an item depends only on the seed and the item's id, not on other items. */
export const exportSplit = z
  .strictObject({
    train: fraction.meta({ description: 'The share of the training part' }),
    validation: fraction.meta({ description: 'The share of the validation part' }),
    test: fraction.default(0).meta({ description: 'The share of the test part; 0 for none' }),
    seed: z.number().int().meta({
      description:
        'Any number; it decides which items are in which part. At most 9007199254740991, and not below its negative.',
    }),
  })
  .refine(({ train, validation, test }) => Math.abs(train + validation + test - 1) < 1e-9, {
    message: 'train, validation and test must add up to 1',
  })
export type ExportSplit = z.output<typeof exportSplit>

export const exportFile = z.object({
  /** Unique in the export; has no slash. */
  name: z.string(),
  /** Relative to the export's `snapshotPath`. */
  path: z.string(),
  contentType: z.string(),
  /** Bytes. */
  size: z.number(),
  /** Hexadecimal. */
  sha256: z.string(),
})
export type ExportFile = z.output<typeof exportFile>

/** The last epoch of the snapshot in each segment. */
const snapshot = z.array(z.number().int())

/**
 * The earlier export, and its snapshot; absent for an export of version 0.1.0, which had none: then every item that
 * can have been in it is a row or a removal.
 */
const since = z.object({
  export: exportId,
  at: z.number(),
  include: z.enum(exportIncludes).default('Labeled'),
  /** Absent for formats that list all items, and in exports of earlier versions. */
  unsized: z.enum(unsizedChoices).optional(),
  snapshot: snapshot.optional(),
  /** The paths of the classes in the earlier export, and the classes that were renamed since; see `hashClassPaths`. */
  classPaths: z.record(z.string(), z.string()).default({}),
  renamed: z.array(z.string()).default([]),
})

/** `Deleting`: the deletion has begun; the record lists no files, and its name is no `since`. */
export const exportStatuses = [...operationStatuses, 'Deleting'] as const

/** The datastore of the images. */
const imagePlace = z.object({
  datastore: z.string(),
  /** `https://<account>.blob.core.windows.net/<container>` */
  containerUrl: z.string(),
  /** The folder of the container that the datastore is, with a `/` at its end. Absent: the container. */
  prefix: z.string().optional(),
})

const exportDocument = z.object({
  id: z.string(),
  kind: z.literal('export'),
  export: exportId,
  operation: operationId,
  /** Names a format of `formats/`. */
  format: z.string(),
  include: z.enum(exportIncludes),
  ...exportOptions.shape,
  split: exportSplit.optional(),
  since: since.optional(),
  status: z.enum(exportStatuses),
  /** Present until the export has ended. */
  open: z.literal(true).optional(),
  startedAt: z.number(),
  startedBy: z.string(),
  endedAt: z.number().optional(),
  /** The start of the export's age: when the timer of the age limit first saw that it has ended. */
  agesFrom: z.number().optional(),
  /** The time of the request, for display. Everything that was acknowledged before it is in the files. */
  snapshotAt: z.number(),
  /** Of a succeeded export. */
  snapshot: snapshot.optional(),
  classPaths: z.record(z.string(), z.string()).optional(),
  exportedRowCount: z.number(),
  /** The number of the project's items at the start. */
  totalRowCount: z.number(),
  containerName: z.string(),
  snapshotPath: z.string(),
  /** Where the images are. Absent in exports of earlier versions. */
  images: imagePlace.optional(),
  /** The labeled dataset that gets a version from this export, if the format registers datasets. */
  labeledAssetName: datasetName.optional(),
  datasetVersion: z.number().optional(),
  /** The version was deleted with its dataset before the export had ended, so the export ends without one. */
  versionDeleted: z.literal(true).optional(),
  files: z.array(exportFile),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
})

/** The record of one export. Container `workspace`, partition `project:<uid>`, id `export:<id>`. */
export type ExportDocument = z.output<typeof exportDocument>
export const exportRecords = defineDocument({
  scope: 'Project',
  kind: 'export',
  schema: exportDocument,
  id: '`export:<id>`',
  about: 'one export',
  fields: { startedAt: 'number' },
  indexes: [['kind', 'startedAt']],
})
export const exportRecordId = (id: ExportId): string => `export:${id}`

const exportPlan = z.object({
  id: z.string(),
  kind: z.literal('exportPlan'),
  export: exportId,
  /** Names a format of `formats/`. */
  format: z.string(),
  include: z.enum(exportIncludes),
  ...exportOptions.shape,
  split: exportSplit.optional(),
  since: since.optional(),
  snapshotAt: z.number(),
  /** Taken by the first step. */
  snapshot: snapshot.optional(),
  /** What the last pass over the files had found at the snapshot. */
  sourceFiles: fileTally.optional(),
  /** The attempts of each part, by `<segment>:<part>`, that ended because storage did not answer; see `waitForStorage`. */
  storageFailures: z.record(z.string(), z.number()).optional(),
  snapshotPath: z.string(),
  project: projectName,
  uid: projectUid,
  displayName: z.string().optional(),
  description: z.string().optional(),
  dataset: z.string(),
  ...imagePlace.shape,
  path: z.string(),
  mediaType: z.enum(mediaTypes),
  taskType: z.string(),
  classes: z.array(labelClass),
  segments: z.number(),
  ttl: z.number(),
})

/**
 * The inputs of an export, fixed at its start, so that all parts use the same: classes may be renamed while it runs.
 * Container `workspace`, partition `project:<uid>`, id `exportPlan:<id>`.
 */
export type ExportPlan = z.output<typeof exportPlan>
export const exportPlans = defineDocument({
  scope: 'Project',
  kind: 'exportPlan',
  schema: exportPlan,
  id: '`exportPlan:<id>`',
  about: 'the inputs of an export, fixed at its start; 7 days',
})
export const exportPlanId = (id: string): string => `exportPlan:${id}`

const exportSlotsDocument = z.object({
  id: z.literal('exportSlots'),
  kind: z.literal('exportSlots'),
  running: z.array(exportId),
})

/** The running exports of a project. Written in the batches of their records, which enforces `maxRunningExports`. */
export type ExportSlots = z.output<typeof exportSlotsDocument>
export const exportSlots = defineDocument({
  scope: 'Project',
  kind: 'exportSlots',
  schema: exportSlotsDocument,
  id: '`exportSlots`',
  about: 'the running exports',
})
export const exportSlotsId = 'exportSlots'
export const maxRunningExports = 3

/** Time to live of plans and parts after their last write, in seconds. */
export const exportWorkRetention = 7 * 24 * 3600

/** The prefix of all export files of a project. */
export const exportsPrefix = ({ id, uid }: Pick<ProjectDocument, 'id' | 'uid'>): string => `${id}/${uid}/`

/** The folder of an export's files. */
export const snapshotPathOf = (project: Pick<ProjectDocument, 'id' | 'uid'>, id: ExportId): string =>
  `${exportsPrefix(project)}${id}`

/**
 * The folder in it with the files that describe the export. Loaders of data sets and Spark skip names with such a begin, so
 * that a loader that is given the folder takes no manifest for data.
 */
export const aboutFolder = '__about'

/** The folder in it with the packs of parts, from which an archive is made. */
export const packFolder = '_parts'
