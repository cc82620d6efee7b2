import { z } from 'zod'
import { operationId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import type { LastRefresh } from '../../domain/model/refresh/last-refresh.ts'
import { changesShape, toChanges } from '../operations/file-schemas.ts'
import { failureBody, operationStatusAnswer } from '../operations/operation-schemas.ts'

const time = z.iso.datetime()

export const lastRefreshBody = z
  .object({
    operation: operationId.meta({ description: 'The id of its operation' }),
    status: operationStatusAnswer.meta({ description: 'The status of its operation, `NotStarted` never' }),
    full: z.boolean().meta({ description: 'A full refresh was asked for' }),
    startedAt: time.meta({ description: 'The time of its start' }),
    endedAt: time.optional().meta({ description: 'The time of its end; absent while it runs' }),
    error: failureBody.optional().meta({ description: 'Why it failed' }),
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
