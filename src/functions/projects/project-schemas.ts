import { z } from 'zod'
import { openInDocument } from '../../domain/core/open-in-document.ts'
import { answerChoice, choice } from '../../domain/core/choice.ts'
import { writeEtag } from '../../domain/core/etag.ts'
import { datasetName, projectName, userId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import { warningsField } from '../http/warning-schema.ts'
import { etagField } from '../http/etag-schema.ts'
import { failureBody, startedOperationBody } from '../operations/operation-schemas.ts'
import { lastRefreshBody } from './refresh-schemas.ts'
import { mediaTypeAnswer, type MediaTypeSchema } from '../datasets/media-type-schema.ts'
import { projectStatusAnswer } from './project-status-schema.ts'
import type { ShownProject } from '../../domain/model/projects/show-project.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'

const count = z.number().int()

const progressSummaryBody = z
  .object({
    total: count.meta({ description: 'All items, also removed ones' }),
    labeled: count.meta({ description: 'Labeled and approved items' }),
    open: count.meta({ description: 'Items in the queue, which still need an answer' }),
  })
  .meta({
    id: 'ProgressInBrief',
    description:
      '`total`: all items, also removed ones. `labeled`: labeled and approved items. `open`: items in the queue, which still need an answer; an item whose file is missing is in no queue. The other items are skipped, to be reviewed, removed or missing. The numbers are up to 2 seconds old; `GET …/progress` has the present ones.',
  })

/** The schemas of projects, with the names and settings of all registered task types. */
export const createProjectSchemas = (tasks: Tasks, mediaType: MediaTypeSchema) => {
  const { createShape, patchShape, shownShape, showSettings } = tasks.settings
  const taskType = choice('TaskType', tasks.names)
  const taskTypeAnswer = answerChoice('TaskTypeValue', tasks.names)

  const createProjectBody = z
    .strictObject({
      ...createShape,
      mediaType: mediaType.meta({ description: 'The kind of the files. Cannot change.' }),
      taskType: taskType.meta({
        description: `${tasks.all.map(({ name, about }) => `${name}: ${about}`).join('; ')}. Cannot change.`,
      }),
      dataset: datasetName.meta({ description: 'The name of the dataset. Cannot change.' }),
      expectedItems: z.number().int().min(1).max(10_000_000).optional().meta({
        description:
          'The expected number of items. If it is absent, the service counts the files first, which takes some seconds for large datasets.',
      }),
    })
    .meta({
      id: 'ProjectRequest',
      description: 'A project with its settings; a setting that is not given has its default',
    })

  /** A JSON merge patch (RFC 7396): null resets an optional setting to its default. */
  const updateProjectBody = openInDocument(z.strictObject(patchShape)).meta({
    id: 'ProjectPatch',
    description: 'A JSON merge patch: absent properties are kept, null resets a property',
  })

  const { displayName, description, tags, ...otherSettings } = shownShape

  const projectBody = z
    .object({
      name: projectName,
      etag: etagField,
      myRole: answerChoice('ProjectRole', ['Labeler', 'Reviewer', 'Admin']).meta({
        description:
          'The role of the caller in the project: the lower of the app role in the token and the role as a member. An app role Admin is Admin of every project.',
      }),
      displayName,
      description,
      tags,
      status: projectStatusAnswer.meta({
        description:
          'Creating: the files are being imported. Running: labelers can get pages. Completed: running, and every item has an answer, also items without a file; none waits for a review. Failed: the import failed, see `error`; a refresh retries it. Completed and Running are up to 2 seconds late; `GET …/progress` has the present status.',
      }),
      error: failureBody.optional().meta({ description: 'Why the import failed' }),
      mediaType: mediaTypeAnswer.meta({ description: 'The kind of the files' }),
      taskType: taskTypeAnswer.meta({ description: 'The task type, which decides what a label is' }),
      dataset: datasetName.meta({ description: 'The name of the dataset with the files' }),
      ...otherSettings,
      lastRefresh: lastRefreshBody.optional().meta({
        description:
          'Only for Reviewers and Admins of the project, and only where one project is read. Absent if there was none in the last 30 days.',
      }),
      progress: progressSummaryBody
        .optional()
        .meta({ description: 'Only for Reviewers and Admins of the project' }),
      warnings: warningsField(
        'Only in the response to a request that creates or changes the project. `ClassNameReadAsMissing`, `ClassNameReadAsBoolean`, `ClassNameReadAsNumber`: classes that common readers of exports take for something else than text.',
      ),
      operation: startedOperationBody.optional().meta({
        description:
          'The import. Only in the response to the request that created the project, and to its repetitions while the status is Creating.',
      }),
      createdAt: z.iso
        .datetime()
        .meta({ description: 'The time of creation', example: '2026-10-01T08:30:00.000Z' }),
      createdBy: userId.meta({ description: 'The object id of the user who created the project' }),
      updatedAt: z.iso.datetime().meta({ description: 'The time of the last change of a setting' }),
    })
    .meta({ id: 'Project', description: 'A labeling project and its settings' })

  const toProject = ({ project, etag, status, role, totals }: ShownProject) => {
    const { displayName, description, tags, ...otherSettings } = showSettings(project)
    return {
      name: project.id,
      etag: writeEtag(etag),
      myRole: role,
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
