import { z } from 'zod'
import { projectName, userId } from '../../domain/core/ids.ts'
import { reportTally } from '../../domain/model/files/file-report.ts'
import { toIso } from '../../domain/core/time.ts'
import { classNames } from '../../domain/model/labels/class-tree.ts'
import type { GetProgress } from '../../domain/projects/get-progress.ts'
import { nameField } from '../people/person-schemas.ts'
import { filesBody } from '../operations/file-schemas.ts'
import { permissions } from '../http/permissions.ts'
import { toWarnings, warningsField } from '../http/warning-schema.ts'
import { defineRoute } from '../http/route.ts'
import { projectStatusAnswer } from './project-status-schema.ts'
import { lastRefreshBody, toLastRefresh } from './refresh-schemas.ts'

const count = z.number().int()

const classCount = z
  .object({
    class: z.string().meta({ description: 'The path of the class', example: 'Animal/Cat' }),
    count: count.meta({ description: 'Items with this class' }),
  })
  .meta({ id: 'ClassCount', description: 'The items of one class' })

const labelerCount = z
  .object({
    labeler: userId.meta({ description: 'The object id of the user' }),
    name: nameField,
    labeled: count.meta({ description: 'Items with a current label of this user' }),
    skipped: count.meta({ description: 'Items with a current skip of this user' }),
    rejected: count.meta({ description: 'All rejected answers of this user' }),
    submitted: count.meta({ description: 'All accepted answers of this user' }),
  })
  .meta({ id: 'LabelerCount', description: 'The answers of one user' })

const progressBody = z
  .object({
    status: projectStatusAnswer.meta({ description: 'The present status of the project' }),
    total: count.meta({ description: 'All items, in any state' }),
    unlabeled: count.meta({
      description:
        'Items without an answer, including leased items and those whose file is missing, which nobody can label',
    }),
    leased: count.meta({ description: 'Items on pages with an active lease' }),
    labeled: count.meta({ description: 'Labeled items that are not reviewed' }),
    skipped: count.meta({ description: 'Skipped items that are not reviewed' }),
    needsReview: count.meta({ description: 'Items that wait for a reviewer’s decision' }),
    approved: count.meta({ description: 'Items with an approved label' }),
    removed: count.meta({
      description:
        'Items that were taken out of the project: skipped ones whose skip a reviewer accepted, and those of `POST …/remove-items`, labeled or not',
    }),
    missing: count.meta({
      description:
        'Items without a file, in any state. Unlabeled ones are not handed out until the file is back, so fewer items than `unlabeled` can need an answer',
    }),
    changed: count.meta({
      description:
        'Items with a file that changed after labeling, in any state, until a reviewer confirms or replaces the label',
    }),
    problems: count.meta({
      description:
        'Items whose file a browser may be unable to show, also removed ones; their field `problem` has the reason. `GET …/items?problem=any&removed=false` lists those that are still in the project',
    }),
    headersPending: count.meta({
      description: 'Items with an image header that could not be read; the next refresh reads it again',
    }),
    byClass: z.array(classCount).meta({ description: 'Items per class of the current label' }),
    byLabeler: z.array(labelerCount).meta({ description: 'Answers per user' }),
    lastRefreshedAt: z.iso
      .datetime()
      .optional()
      .meta({ description: 'The end of the last import or refresh that succeeded' }),
    lastRefresh: lastRefreshBody.optional(),
    files: filesBody.optional().meta({
      description: 'The files of the dataset as the last import or refresh found them',
    }),
    warnings: warningsField(
      '`CredentialEnds`, `CredentialEnded`: the SAS token of the datastore ends within seven days, or has ended.',
    ),
  })
  .meta({
    id: 'Progress',
    description: 'The progress of a project. The counts are exact at the time of the read.',
  })

export const getProgressRoute = (getProgress: GetProgress) =>
  defineRoute(
    {
      operation: 'getProgress',
      method: 'GET',
      path: '/projects/{project}/progress',
      summary: 'Returns the progress of a project by state, class and labeler',
      tag: 'Projects',
      access: permissions.getProgress,
      params: z.object({ project: projectName }),
      responses: { 200: { description: 'The progress', body: progressBody } },
      errors: ['ProjectNotFound'],
    },
    {
      run: ({ caller, params }) => getProgress(caller, params.project),
      present: ({
        project,
        status,
        totals,
        leased,
        byLabeler,
        lastRefreshedAt,
        lastRefresh,
        files,
        warnings,
      }) => {
        const { total, states, missing, changed, problems, headersPending, classes } = totals
        const byClass = [...classNames(project.classes)]
          .map(([id, path]) => ({ class: path, count: classes[id] ?? 0 }))
          .filter((one, index) => one.count > 0 || !project.classes[index]?.withdrawn)
        return {
          status: 200,
          body: {
            status,
            total,
            ...states,
            leased,
            missing,
            changed,
            problems,
            headersPending,
            byClass,
            byLabeler: [...byLabeler],
            lastRefreshedAt: lastRefreshedAt === undefined ? undefined : toIso(lastRefreshedAt),
            lastRefresh: lastRefresh && toLastRefresh(lastRefresh),
            files: files && reportTally(files, true),
            warnings: toWarnings(warnings),
          },
        }
      },
    },
  )
