import { z } from 'zod'
import { longestCondition } from '../http/conditions.ts'
import { longestRange } from '../http/content-response.ts'
import type { ResponseHeader } from '../http/reply.ts'
import type { Route } from '../http/route.ts'

const ifMatchTexts = {
  Required: 'The ETag of what you read, with its quotes, or `*`. Missing: 428; stale: 412.',
  IfExists:
    'Required if it exists: the ETag of what you read, with its quotes, or `*`. Missing: 428; stale: 412.',
  Optional: 'The ETag of what you read; if given and stale: 412.',
} as const

const condition = z.string().max(longestCondition)

/** The request headers that a route takes, as a schema. */
export const requestHeaders = ({
  method,
  ifMatch,
  idempotent,
  revalidates,
  responses,
}: Route): z.ZodObject | undefined => {
  const conditional =
    method === 'GET' &&
    revalidates !== false &&
    (responses[304] !== undefined || responses[200]?.headers?.includes('ETag') === true)
  const fields = {
    ...(ifMatch && {
      'If-Match': (ifMatch === 'Required' ? condition : condition.optional()).meta({
        description: ifMatchTexts[ifMatch],
        example: '"5f1c"',
      }),
    }),
    ...(idempotent && {
      'Idempotency-Key': z
        .string()
        .regex(/^[\x21-\x2b\x2d-\x7e]{1,255}$/)
        .optional()
        .meta({
          description:
            'A fresh random value for each request, the same when you repeat it: the repeated request gets the first answer, for a day. With another request: 422; while the first one runs: 409.',
          example: '0b8f5f0e-6d4c-4a0a-9f3a-9b1f4f1f6a11',
        }),
    }),
    ...(conditional && {
      'If-None-Match': condition.optional().meta({
        description:
          'The ETag that you have: if it is still the current one, the answer is 304 without a body.',
      }),
    }),
    ...(responses[206] && {
      Range: z
        .string()
        .max(longestRange)
        .optional()
        .meta({ description: 'One range of bytes from an offset on', example: 'bytes=0-1023' }),
    }),
  }
  return Object.keys(fields).length > 0 ? z.object(fields) : undefined
}

/** @param id Its name among the document’s components. */
const header = (id: string, description: string, example: string) =>
  z.string().optional().meta({ description, example, header: { id } })

const described: Readonly<Record<ResponseHeader, z.ZodType>> = {
  ETag: header('ETag', 'The version that was read or written: for `If-Match` and `If-None-Match`', '"5f1c"'),
  Location: header('Location', 'Where to read it', 'https://example.com/api/projects/dogs-and-cats'),
  'Operation-Location': header(
    'OperationLocation',
    'Where to follow the long work',
    'https://example.com/api/operations/imp-5f1c',
  ),
  'Retry-After': header('RetryAfter', 'Seconds to wait before asking again', '2'),
  'Content-Range': header('ContentRange', 'Which bytes of how many', 'bytes 0-1023/20480'),
  'Accept-Ranges': header('AcceptRanges', 'That parts of it can be asked for', 'bytes'),
  'Content-Disposition': header(
    'ContentDisposition',
    'Set where the file is to be saved, not shown',
    "attachment; filename*=UTF-8''a.csv",
  ),
  'Last-Modified': header('LastModified', 'When the file changed last', 'Mon, 23 Nov 2026 10:00:00 GMT'),
}

const requestId = header(
  'RequestId',
  'Names this request in the service’s logs',
  '0b8f5f0e-6d4c-4a0a-9f3a-9b1f4f1f6a11',
)
const errorCode = header('ErrorCode', 'The same as `error.code`', 'InvalidRequest')
const replayed = header('IdempotentReplayed', '`true` if this is the answer of the first time', 'true')

export const responseHeadersOf = (
  names: readonly ResponseHeader[] = [],
  idempotent: boolean = false,
): z.ZodObject =>
  z.object({
    'x-ms-request-id': requestId,
    ...(idempotent && { 'Idempotent-Replayed': replayed }),
    ...Object.fromEntries(names.map((name) => [name, described[name]])),
  })

export const errorHeaders = (retry: boolean): z.ZodObject =>
  z.object({
    'x-ms-request-id': requestId,
    'x-ms-error-code': errorCode,
    ...(retry && { 'Retry-After': described['Retry-After'] }),
  })
