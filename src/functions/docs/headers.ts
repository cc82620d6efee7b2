import { z } from 'zod'
import { maxConditionLength, maxIfMatchLength } from '../http/conditions.ts'
import type { ResponseHeader } from '../http/reply.ts'
import type { Idempotent, Route } from '../http/route.ts'

const ifMatchTexts = {
  Required: 'The ETag from the last read, with its quotes, or `*`. 428 if it is missing, 412 if it is stale.',
  IfExists:
    'Required if the resource exists: the ETag from the last read, with its quotes, or `*`. 428 if it is missing, 412 if it is stale.',
  Optional: 'The ETag from the last read. 412 if it is stale.',
} as const

const keyTexts: Readonly<Record<Idempotent, string>> = {
  ByItself:
    'A random value. It can be sent with every POST; this request needs none: a repetition has no other effect than one request.',
  Recorded:
    'A new random value for each request; send the same value to retry the request. A retry within one day changes nothing and returns the result of the first request, as it can be read now. 422 if the key was used with another request, 409 while the first request is running, 404 if the result was deleted.',
}

const condition = z.string().max(maxConditionLength)

/** One ETag, or `*`. A proxy that compresses makes a strong ETag weak. */
const oneEtag = z
  .string()
  .max(maxIfMatchLength)
  .regex(/^(?:\*|(?:W\/)?"[!#-~]*")$/)

/** The schema of the request headers of a route; undefined if the route has none. */
export const requestHeaders = ({
  method,
  ifMatch,
  idempotent,
  responses,
}: Route): z.ZodObject | undefined => {
  const conditional =
    method === 'GET' && (responses[304] !== undefined || responses[200]?.headers?.includes('ETag') === true)
  const fields = {
    ...(ifMatch && {
      'If-Match': (ifMatch === 'Required' ? oneEtag : oneEtag.optional()).meta({
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
          description: keyTexts[idempotent],
          example: '0b8f5f0e-6d4c-4a0a-9f3a-9b1f4f1f6a11',
        }),
    }),
    ...(conditional && {
      'If-None-Match': condition.optional().meta({
        description:
          'The ETag of the cached version. If it is still current, the response is 304 without a body.',
      }),
    }),
    ...(method === 'PUT' && {
      'If-None-Match': z.literal('*').optional().meta({
        description: '`*`: creates the resource only. 412 if it exists.',
      }),
    }),
    ...(responses[206] && {
      Range: z.string().max(maxConditionLength).optional().meta({
        description: 'One byte range with a start offset; other ranges, such as `bytes=-500`, are ignored',
        example: 'bytes=0-1023',
      }),
      'If-Range': condition.optional().meta({
        description:
          'The ETag or `Last-Modified` of the version that `Range` is for. If the file is another version now, the response is 200 with the whole file.',
      }),
    }),
  }
  return Object.keys(fields).length > 0 ? z.object(fields) : undefined
}

const optionalText = z.string().optional()

/** @param id The name of the header in `components.headers`. */
const header = (id: string, description: string, example: string, schema: z.ZodType = optionalText) =>
  schema.meta({ description, example, header: { id } })

const headerSchemas: Readonly<Record<ResponseHeader, z.ZodType>> = {
  ETag: header(
    'ETag',
    'The version of the returned resource, for `If-Match` and `If-None-Match`',
    '"5f1c"',
    z.string().regex(/^"[\x21\x23-\x7e]+"$/),
  ),
  Location: header(
    'Location',
    'The URL of the resource',
    'https://example.com/api/projects/dogs-and-cats',
    z.url(),
  ),
  'Operation-Location': header(
    'OperationLocation',
    'The URL of the operation; read it to follow the progress',
    'https://example.com/api/operations/imp-5f1c',
    z.url(),
  ),
  'Retry-After': header(
    'RetryAfter',
    'Seconds to wait before the next request',
    '2',
    z
      .string()
      .regex(/^[1-9]\d{0,5}$/)
      .optional(),
  ),
  'Content-Range': header(
    'ContentRange',
    'The returned byte range and the size of the file',
    'bytes 0-1023/20480',
  ),
  'Content-Encoding': header(
    'ContentEncoding',
    'The coding in which the file is stored, if any. Length and ranges count encoded bytes.',
    'gzip',
  ),
  'Accept-Ranges': header('AcceptRanges', '`bytes`: the file supports range requests', 'bytes'),
  'Content-Disposition': header(
    'ContentDisposition',
    '`inline` for images, `attachment` for downloads, with the file name',
    "attachment; filename*=UTF-8''a.csv",
  ),
  'Last-Modified': header(
    'LastModified',
    'The time of the last change of the file',
    'Mon, 23 Nov 2026 10:00:00 GMT',
  ),
}

const requestId = header(
  'RequestId',
  'The id of this request in the logs of the service',
  '0b8f5f0e-6d4c-4a0a-9f3a-9b1f4f1f6a11',
  z.string(),
)
const errorCode = header('ErrorCode', 'The same as `error.code`', 'InvalidRequest', z.string())
const replayed = header(
  'IdempotentReplayed',
  '`true` if the first request was done, and this response tells its result again',
  'true',
)

export const responseHeadersOf = (
  names: readonly ResponseHeader[] = [],
  replayable: boolean = false,
): z.ZodObject =>
  z.object({
    'x-ms-request-id': requestId,
    ...(replayable && { 'Idempotent-Replayed': replayed }),
    ...Object.fromEntries(names.map((name) => [name, headerSchemas[name]])),
  })

export const errorHeaders = (retry: boolean): z.ZodObject =>
  z.object({
    'x-ms-request-id': requestId,
    'x-ms-error-code': errorCode,
    ...(retry && { 'Retry-After': headerSchemas['Retry-After'] }),
  })
