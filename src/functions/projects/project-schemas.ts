import { z } from 'zod'
import { datasetName, projectName } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import { mediaTypes } from '../../domain/model/datasets/dataset.ts'
import type { ProjectTotals } from '../../domain/model/items/read-counters.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'
import {
  projectStatuses,
  type ProjectDocument,
  type ProjectStatus,
} from '../../domain/model/projects/project.ts'

const briefBody = z.object({ total: z.number(), labeled: z.number(), open: z.number() }).meta({
  id: 'ProgressInBrief',
  description: 'Items in all; items with a label or approved; items still to be handed out',
})

/** The schemas of projects, with the names and options of all task types. */
export const createProjectSchemas = (tasks: Tasks) => {
  const { createShape, patchShape, shownShape, showSettings } = tasks.settings
  const taskType = z.enum(tasks.names)

  const createProjectBody = z
    .strictObject({
      ...createShape,
      mediaType: z.enum(mediaTypes),
      taskType: taskType.meta({
        description: `${tasks.all.map(({ name, about }) => `${name}: ${about}`).join('; ')}. Fixed.`,
      }),
      dataset: datasetName.meta({ description: 'Fixed' }),
      expectedItems: z.number().int().min(1).max(10_000_000).optional().meta({
        description:
          'How many items the project will grow to. Counted at the start if not given, which takes some seconds with many files',
      }),
    })
    .meta({ id: 'ProjectRequest' })

  /** A JSON merge patch (RFC 7396): null takes an optional setting back to its default. */
  const updateProjectBody = z
    .strictObject(patchShape)
    .meta({ id: 'ProjectPatch', description: 'A JSON merge patch: what is not named stays, null clears' })

  const { displayName, description, tags, ...otherSettings } = shownShape

  const projectBody = z
    .object({
      name: projectName,
      displayName,
      description,
      tags,
      status: z.enum(projectStatuses).meta({
        description:
          'Creating: files are being imported. Running: pages are handed out. Completed: running, and every item has its answer. Failed: the import failed, see error; a refresh tries again.',
      }),
      error: z.object({ code: z.string(), message: z.string() }).optional(),
      mediaType: z.enum(mediaTypes),
      taskType,
      dataset: datasetName,
      ...otherSettings,
      progress: briefBody.optional().meta({ description: 'For Reviewers and Admins of the project' }),
      createdAt: z.iso.datetime(),
      createdBy: z.string(),
      updatedAt: z.iso.datetime(),
    })
    .meta({ id: 'Project' })

  const toProject = (project: ProjectDocument, status: ProjectStatus, totals: ProjectTotals | undefined) => {
    const { displayName, description, tags, ...otherSettings } = showSettings(project)
    return {
      name: project.id,
      displayName,
      description,
      tags,
      status,
      error: project.error,
      mediaType: project.mediaType,
      taskType: project.taskType,
      dataset: project.dataset,
      ...otherSettings,
      progress: totals && {
        total: totals.total,
        labeled: totals.states.labeled + totals.states.approved,
        open: totals.open,
      },
      createdAt: toIso(project.createdAt),
      createdBy: project.createdBy,
      updatedAt: toIso(project.updatedAt),
    }
  }

  return { createProjectBody, updateProjectBody, projectBody, toProject }
}

export type ProjectSchemas = ReturnType<typeof createProjectSchemas>
