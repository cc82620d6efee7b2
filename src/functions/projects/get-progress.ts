import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import { classNames } from '../../domain/model/labels/class-tree.ts'
import { projectStatuses } from '../../domain/model/projects/project.ts'
import type { GetProgress } from '../../domain/projects/get-progress.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const count = z.number().int()

const progressBody = z
  .object({
    status: z.enum(projectStatuses),
    total: count.meta({ description: 'All items, whatever their state' }),
    unlabeled: count.meta({ description: 'Without an answer; those that are leased among them' }),
    leased: count.meta({ description: 'On pages that labelers hold now' }),
    labeled: count,
    skipped: count.meta({ description: 'Skipped, and not yet looked at by a reviewer' }),
    needsReview: count,
    approved: count,
    removed: count.meta({ description: 'Skipped, and accepted to be left out' }),
    missing: count.meta({ description: 'Whose file is gone, whatever their state' }),
    changed: count.meta({ description: 'Whose file changed after they were labeled' }),
    problems: count.meta({ description: 'Whose file is no image, is cut short or cannot be read' }),
    headersPending: count.meta({ description: 'Whose width and height are still to be read' }),
    byClass: z
      .array(z.object({ class: z.string(), count }))
      .meta({ description: 'Items by class of their present label' }),
    byLabeler: z.array(
      z.object({
        labeler: z.string(),
        labeled: count.meta({ description: 'Items whose present label is this person’s' }),
        skipped: count,
        rejected: count.meta({ description: 'Answers of this person that were rejected, ever' }),
        submitted: count.meta({ description: 'Answers accepted from this person, ever' }),
      }),
    ),
    lastRefreshedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'Progress', description: 'Exact at the time of reading' })

export const getProgressRoute = (getProgress: GetProgress) =>
  defineRoute(
    {
      operation: 'getProgress',
      method: 'GET',
      path: '/projects/{project}/progress',
      summary: 'How far a project is, by state, class and labeler',
      tag: 'Projects',
      access: permissions.getProgress,
      params: z.object({ project: projectName }),
      responses: { 200: { description: 'The numbers', body: progressBody } },
      errors: ['ProjectNotFound'],
    },
    {
      run: ({ caller, params }) => getProgress(caller, params.project),
      present: ({ project, status, totals, leased, byLabeler, lastRefreshedAt }) => {
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
          },
        }
      },
    },
  )
