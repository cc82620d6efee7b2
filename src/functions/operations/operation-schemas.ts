import { z } from 'zod'
import { toIso } from '../../domain/core/time.ts'
import { operationStatuses, type OperationDocument } from '../../domain/model/operations/operation.ts'

const time = z.iso.datetime().meta({ example: '2026-10-01T08:30:00.000Z' })

export const failureBody = z
  .object({ code: z.string(), message: z.string() })
  .meta({ description: 'The reason of the failure' })

export const operationBody = z
  .object({
    id: z.string(),
    status: z.enum(operationStatuses),
    startedAt: time,
    endedAt: time.optional(),
    done: z.number().int().meta({ description: 'The number of processed items' }),
    total: z
      .number()
      .int()
      .optional()
      .meta({ description: 'The total number of items; absent until it is known' }),
    error: failureBody.optional(),
  })
  .meta({ id: 'Operation', description: 'A long-running operation and its progress' })

export const toOperation = ({
  id,
  status,
  startedAt,
  endedAt,
  done,
  total,
  error,
}: OperationDocument): z.input<typeof operationBody> => ({
  id,
  status,
  startedAt: toIso(startedAt),
  endedAt: endedAt === undefined ? undefined : toIso(endedAt),
  done,
  total,
  error,
})

/** The response headers of a request that started an operation. */
export const operationHeaders = (
  url: (path: string) => string,
  operation: string,
): Record<string, string> => ({
  'Operation-Location': url(`/operations/${operation}`),
  'Retry-After': '1',
})
