import { z } from 'zod'
import type { ResponseHeader } from '../http/reply.ts'

const optionalText = z.string().optional()

/** @param id The name of the header in `components.headers`, which no schema may have. */
const header = (id: string, description: string, example: unknown, schema: z.ZodType = optionalText) =>
  schema.meta({ description, example, header: { id: `${id}Header` } })

const headerSchemas: Readonly<Record<ResponseHeader, z.ZodType>> = {
  ETag: header(
    'ETag',
    'The version of the returned resource, for `If-Match` and `If-None-Match`',
    '"5f1c"',
    z.string().regex(/^"[!#-~]+"$/),
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
    2,
    z.int().min(1).max(999_999).meta({ format: 'int32' }).optional(),
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

/** The headers of an error. @param retries True if the status can have `Retry-After`. */
export const errorHeaders = (retries: boolean): z.ZodObject =>
  z.object({
    'x-ms-request-id': requestId,
    'x-ms-error-code': errorCode,
    ...(retries && { 'Retry-After': headerSchemas['Retry-After'] }),
  })
