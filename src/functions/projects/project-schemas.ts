import { z } from 'zod'
import { datasetName, projectName } from '../../domain/core/ids.ts'
import { durationBetween, formatDuration, toIso } from '../../domain/core/time.ts'
import { mediaTypes } from '../../domain/model/datasets/dataset.ts'
import type { Totals } from '../../domain/model/items/read-counters.ts'
import { classNode, treeOf } from '../../domain/model/labels/class-tree.ts'
import { maxClasses } from '../../domain/model/labels/label-class.ts'
import { maxTags } from '../../domain/model/projects/settings.ts'
import {
  projectStatuses,
  taskTypes,
  type ProjectDocument,
  type ProjectStatus,
} from '../../domain/model/projects/project.ts'

export const instructionsBody = z
  .strictObject({
    text: z
      .string()
      .max(20_000)
      .optional()
      .meta({ description: 'Shown to labelers as it is; never as HTML' }),
    url: z
      .url({ protocol: /^https$/ })
      .max(2048)
      .optional()
      .meta({ description: 'An https page to open; the service never reads it' }),
  })
  .meta({ id: 'Instructions' })

const tagValue = z.string().max(256)

const tagsOf = <T extends z.ZodType>(value: T) =>
  z
    .record(z.string().min(1).max(256), value)
    .refine((all) => Object.keys(all).length <= maxTags, `has at most ${maxTags} tags`)
    .meta({ maxProperties: maxTags })

const labelClasses = z.array(classNode).min(1).max(maxClasses).meta({
  description:
    'A tree of classes, at most six levels; each level can be chosen, by its path. A class that is left out later is withdrawn: no longer offered, but labels that carry it keep it.',
})

/** What can be changed at any time. */
export const settings = {
  displayName: z.string().min(1).max(256).optional(),
  description: z.string().max(4000).optional(),
  tags: tagsOf(tagValue).optional(),
  incrementalRefresh: z.enum(['Enabled', 'Disabled']).optional().meta({
    description: 'Whether new and changed files of the dataset are found by themselves. Default Disabled.',
  }),
  changedFiles: z.enum(['Flag', 'Requeue']).optional().meta({
    description:
      'A labeled item whose file changes: keep its label and flag it (default), or have it labeled again',
  }),
  labelClasses: labelClasses.optional(),
  instructions: instructionsBody.optional(),
  pageLease: durationBetween('PT1M', 'PT8H')
    .optional()
    .meta({ description: 'How long a page is held, ISO 8601. Default PT30M.', example: 'PT30M' }),
  allowNoClass: z.boolean().optional().meta({
    description: 'MultiLabel: whether an answer may name no class, meaning that none holds. Default false.',
  }),
}

export const createProjectBody = z
  .strictObject({
    ...settings,
    labelClasses,
    mediaType: z.enum(mediaTypes),
    taskType: z
      .enum(taskTypes)
      .meta({ description: 'MultiClass: exactly one class an item; MultiLabel: one or more. Fixed.' }),
    dataset: datasetName.meta({ description: 'Fixed' }),
    expectedItems: z.number().int().min(1).max(10_000_000).optional().meta({
      description:
        'How many items the project will grow to. Counted at the start if not given, which takes some seconds with many files',
    }),
  })
  .meta({ id: 'ProjectRequest' })

const nullable = <T extends z.ZodType>(schema: z.ZodOptional<T>) => schema.unwrap().nullable().optional()

/** A JSON merge patch (RFC 7396): null takes an optional setting back to its default. */
export const updateProjectBody = z
  .strictObject({
    displayName: nullable(settings.displayName),
    description: nullable(settings.description),
    tags: tagsOf(tagValue.nullable()).nullable().optional(),
    incrementalRefresh: settings.incrementalRefresh,
    changedFiles: settings.changedFiles,
    labelClasses: settings.labelClasses,
    instructions: z
      .strictObject({
        text: nullable(instructionsBody.shape.text),
        url: nullable(instructionsBody.shape.url),
      })
      .nullable()
      .optional(),
    pageLease: settings.pageLease,
    allowNoClass: settings.allowNoClass,
  })
  .meta({ id: 'ProjectPatch', description: 'A JSON merge patch: what is not named stays, null clears' })

const briefBody = z.object({ total: z.number(), labeled: z.number(), open: z.number() }).meta({
  id: 'ProgressInBrief',
  description: 'Items in all; items with a label or approved; items still to be handed out',
})

export const projectBody = z
  .object({
    name: projectName,
    displayName: z.string().optional(),
    description: z.string().optional(),
    tags: z.record(z.string(), z.string()),
    status: z.enum(projectStatuses).meta({
      description:
        'Creating: files are being imported. Running: pages are handed out. Completed: running, and every item has its answer. Failed: the import failed, see error; a refresh tries again.',
    }),
    error: z.object({ code: z.string(), message: z.string() }).optional(),
    mediaType: z.enum(mediaTypes),
    taskType: z.enum(taskTypes),
    dataset: datasetName,
    incrementalRefresh: z.enum(['Enabled', 'Disabled']),
    changedFiles: z.enum(['Flag', 'Requeue']),
    labelClasses: z.array(classNode),
    instructions: instructionsBody.optional(),
    pageLease: z.string().meta({ example: 'PT30M' }),
    allowNoClass: z.boolean(),
    progress: briefBody.optional().meta({ description: 'For Reviewers and Admins of the project' }),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Project' })

export const toProject = (project: ProjectDocument, status: ProjectStatus, totals: Totals | undefined) => ({
  name: project.id,
  displayName: project.displayName,
  description: project.description,
  tags: project.tags,
  status,
  error: project.error,
  mediaType: project.mediaType,
  taskType: project.taskType,
  dataset: project.dataset,
  incrementalRefresh: project.incrementalRefresh,
  changedFiles: project.changedFiles,
  labelClasses: treeOf(project.classes),
  instructions: project.instructions,
  pageLease: formatDuration(project.pageLease),
  allowNoClass: project.allowNoClass,
  progress: totals && {
    total: totals.total,
    labeled: totals.states.labeled + totals.states.approved,
    open: totals.open,
  },
  createdAt: toIso(project.createdAt),
  createdBy: project.createdBy,
  updatedAt: toIso(project.updatedAt),
})
