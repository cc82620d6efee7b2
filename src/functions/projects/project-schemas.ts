import { z } from 'zod'
import { datasetName, projectName } from '../../domain/core/ids.ts'
import { writeEtag } from '../../domain/core/etag.ts'
import { toIso } from '../../domain/core/time.ts'
import { etagField } from '../http/etag-schema.ts'
import { startedOperationBody } from '../operations/operation-schemas.ts'
import { lastRefreshBody } from './refresh-schemas.ts'
import { mediaTypes } from '../../domain/model/datasets/dataset.ts'
import type { ShownProject } from '../../domain/model/projects/show-project.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'
import { projectStatuses } from '../../domain/model/projects/project.ts'

const progressSummaryBody = z.object({ total: z.number(), labeled: z.number(), open: z.number() }).meta({
  id: 'ProgressInBrief',
  description:
    '`total`: all items, also removed ones. `labeled`: labeled and approved items. `open`: items in the queue, which still need an answer; an item whose file is missing is in no queue. The other items are skipped, to be reviewed, removed or missing. The numbers are up to 2 seconds old; `GET …/progress` has the present ones.',
})

/** The schemas of projects, with the names and settings of all registered task types. */
export const createProjectSchemas = (tasks: Tasks) => {
  const { createShape, patchShape, shownShape, showSettings } = tasks.settings
  const taskType = z.enum(tasks.names)

  const createProjectBody = z
    .strictObject({
      ...createShape,
      mediaType: z.enum(mediaTypes),
      taskType: taskType.meta({
        description: `${tasks.all.map(({ name, about }) => `${name}: ${about}`).join('; ')}. Cannot change.`,
      }),
      dataset: datasetName.meta({ description: 'The name of the dataset. Cannot change.' }),
      expectedItems: z.number().int().min(1).max(10_000_000).optional().meta({
        description:
          'The expected number of items. If it is absent, the service counts the files first, which takes some seconds for large datasets.',
      }),
    })
    .meta({ id: 'ProjectRequest' })

  /** A JSON merge patch (RFC 7396): null resets an optional setting to its default. */
  const updateProjectBody = z.strictObject(patchShape).meta({
    id: 'ProjectPatch',
    description: 'A JSON merge patch: absent properties are kept, null resets a property',
  })

  const { displayName, description, tags, ...otherSettings } = shownShape

  const projectBody = z
    .object({
      name: projectName,
      etag: etagField,
      displayName,
      description,
      tags,
      status: z.enum(projectStatuses).meta({
        description:
          'Creating: the files are being imported. Running: labelers can get pages. Completed: running, and every item has an answer, also items without a file; none waits for a review. Failed: the import failed, see `error`; a refresh retries it. Completed and Running are up to 2 seconds late; `GET …/progress` has the present status.',
      }),
      error: z.object({ code: z.string(), message: z.string() }).optional(),
      mediaType: z.enum(mediaTypes),
      taskType,
      dataset: datasetName,
      ...otherSettings,
      lastRefresh: lastRefreshBody.optional().meta({
        description:
          'Only for Reviewers and Admins of the project, and only where one project is read. Absent if there was none in the last 30 days.',
      }),
      progress: progressSummaryBody
        .optional()
        .meta({ description: 'Only for Reviewers and Admins of the project' }),
      operation: startedOperationBody.optional().meta({
        description:
          'The import. Only in the response to the request that created the project, and to its repetitions while the status is Creating.',
      }),
      createdAt: z.iso.datetime(),
      createdBy: z.string(),
      updatedAt: z.iso.datetime(),
    })
    .meta({ id: 'Project' })

  const toProject = ({ project, etag, status, totals }: ShownProject) => {
    const { displayName, description, tags, ...otherSettings } = showSettings(project)
    return {
      name: project.id,
      etag: writeEtag(etag),
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
