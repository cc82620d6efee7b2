import { z } from 'zod'
import { answerChoice, choice } from '../../domain/core/choice.ts'
import { toDate } from '../../domain/core/day.ts'
import { projectName, userId } from '../../domain/core/ids.ts'
import { classNames } from '../../domain/model/labels/class-tree.ts'
import { statisticsKeys, type GetStatistics, type Statistics } from '../../domain/projects/get-statistics.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const count = z.number().int()

const rowBody = z
  .object({
    labeler: userId.optional().meta({ description: 'By labeler: the object id of the user' }),
    date: z.iso
      .date()
      .optional()
      .meta({ description: 'By day: the day of the answers, in UTC', example: '2026-10-02' }),
    class: z
      .string()
      .optional()
      .meta({ description: 'By class: the path of the class', example: 'Animal/Cat' }),
    labeled: count.meta({ description: 'Items with such a label now' }),
    skipped: count.optional().meta({ description: 'Items with such a skip now. Absent by class' }),
    rejected: count.optional().meta({ description: 'All such answers that were rejected. Absent by class' }),
    submitted: count.optional().meta({ description: 'All such answers that were accepted. Absent by class' }),
    activeMs: count.optional().meta({
      description:
        'The milliseconds that the accepted answers took, as far as clients tell (`activeMs` of an answer). Absent by class',
    }),
  })
  .meta({ id: 'StatisticsRow', description: 'The answers of one labeler or day, or the items of one class' })

const statisticsBody = z
  .object({
    by: answerChoice('StatisticsKeyValue', statisticsKeys).meta({ description: 'What the rows are by' }),
    rows: z.array(rowBody).meta({
      description:
        'By labeler in the order of ids; by day, oldest first; by class in the order of the project',
    }),
  })
  .meta({ id: 'Statistics', description: 'The answers of a project in numbers' })

const toRows = (statistics: Statistics): z.output<typeof rowBody>[] => {
  switch (statistics.by) {
    case 'labeler':
      return statistics.rows.map(([labeler, counts]) => ({ labeler, ...counts }))
    case 'day':
      return statistics.rows.map(([day, counts]) => ({ date: toDate(day), ...counts }))
    case 'class': {
      const { project, counts } = statistics
      return [...classNames(project.classes)]
        .map(([id, path]) => ({ class: path, labeled: counts[id] ?? 0 }))
        .filter(({ labeled }, index) => labeled > 0 || !project.classes[index]?.withdrawn)
    }
  }
}

export const getStatisticsRoute = (getStatistics: GetStatistics) =>
  defineRoute(
    {
      operation: 'getStatistics',
      method: 'GET',
      path: '/projects/{project}/statistics',
      summary: 'Returns the answers of a project by labeler, by day or by class',
      description:
        'The numbers are counters that change with the answers, so they are exact at the time of the read. A day is that of the answer, in UTC: an answer that is rejected later is `rejected` on its own day. The last 92 days with answers are listed. A project of version 0.2.0 or earlier counts days from the day after its first answer in a later version.',
      tag: 'Projects',
      access: permissions.getStatistics,
      params: z.object({ project: projectName }),
      query: z.strictObject({
        by: choice('StatisticsKey', statisticsKeys).meta({ description: 'What the rows are by' }),
      }),
      responses: { 200: { description: 'The statistics', body: statisticsBody } },
      errors: ['ProjectNotFound'],
    },
    {
      run: ({ caller, params, query }) => getStatistics(caller, { ...params, ...query }),
      present: (statistics) => ({
        status: 200,
        body: { by: statistics.by, rows: toRows(statistics) },
      }),
    },
  )
