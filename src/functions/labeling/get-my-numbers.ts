import { z } from 'zod'
import { toDate } from '../../domain/core/day.ts'
import { projectName } from '../../domain/core/ids.ts'
import type { GetMyNumbers } from '../../domain/labeling/get-my-numbers.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const count = z.number().int()

const myNumbersBody = z
  .object({
    labeled: count.meta({ description: 'Items with a current label of the caller' }),
    skipped: count.meta({ description: 'Items with a current skip of the caller' }),
    rejected: count.meta({ description: 'All rejected answers of the caller' }),
    submitted: count.meta({ description: 'All accepted answers of the caller' }),
    activeMs: count.meta({
      description: 'The milliseconds that these took, as far as clients tell (`activeMs` of an answer)',
    }),
    today: z
      .object({
        date: z.iso.date().meta({ description: 'The present day in UTC', example: '2026-10-02' }),
        submitted: count.meta({ description: 'The accepted answers of the caller on this day' }),
        activeMs: count.meta({ description: 'The milliseconds that these took' }),
      })
      .meta({ id: 'MyDay', description: 'What the caller did today' }),
    open: count.meta({
      description: 'Items of the project that wait for an answer, also those on pages; of all labelers',
    }),
  })
  .meta({ id: 'MyNumbers', description: 'The answers of the caller in numbers' })

export const getMyNumbersRoute = (getMyNumbers: GetMyNumbers) =>
  defineRoute(
    {
      operation: 'getMyNumbers',
      method: 'GET',
      path: '/projects/{project}/my-numbers',
      summary: 'Returns the numbers of the caller in a project',
      description:
        'Counts the answers of the caller and of nobody else. Times are counted since version 0.3.0, and are 0 without `activeMs` in the answers.',
      tag: 'Labeling',
      access: permissions.getMyNumbers,
      params: z.object({ project: projectName }),
      responses: { 200: { description: 'The numbers', body: myNumbersBody } },
      errors: ['ProjectNotFound'],
    },
    {
      run: ({ caller, params }) => getMyNumbers(caller, params.project),
      present: ({ today: { day, ...today }, ...numbers }) => ({
        status: 200,
        body: { ...numbers, today: { date: toDate(day), ...today } },
      }),
    },
  )
