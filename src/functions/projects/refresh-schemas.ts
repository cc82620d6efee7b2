import { z } from 'zod'
import { toIso } from '../../domain/core/time.ts'
import type { LastRefresh } from '../../domain/model/refresh/last-refresh.ts'
import { changesShape, toChanges } from '../operations/file-schemas.ts'
import { failureBody } from '../operations/operation-schemas.ts'

const time = z.iso.datetime()

export const lastRefreshBody = z
  .object({
    operation: z.string().meta({ description: 'The id of its operation' }),
    status: z.enum(['Running', 'Succeeded', 'Failed', 'Canceled']),
    full: z.boolean().meta({ description: 'A full refresh was asked for' }),
    startedAt: time,
    endedAt: time.optional(),
    error: failureBody.optional(),
    ...changesShape,
  })
  .meta({
    id: 'LastRefresh',
    description: 'The last refresh, running or ended. Absent if there was none in the last 30 days.',
  })

export const toLastRefresh = ({
  operation,
  status,
  full,
  startedAt,
  endedAt,
  error,
  changes,
}: LastRefresh): z.input<typeof lastRefreshBody> => ({
  operation,
  status,
  full,
  startedAt: toIso(startedAt),
  endedAt: endedAt === undefined ? undefined : toIso(endedAt),
  error,
  ...toChanges(changes),
})
