import { z } from 'zod'
import { maxConditionLength, maxIfMatchLength } from '../http/conditions.ts'
import type { Idempotent, Route } from '../http/route.ts'

// The documentation page and other clients send the example of a parameter unless the caller changes it. A header whose right
// value nobody can know before a request has none, and shows its form in the description.
const ifMatchTexts = {
  Required:
    'The ETag from the last read, with its quotes, such as `"5f1c"`, or `*` for any version. 428 if it is missing, 412 if it is stale.',
  IfExists:
    'Required if the resource exists: the ETag from the last read, with its quotes, such as `"5f1c"`, or `*` for any version. 428 if it is missing, 412 if it is stale.',
  Optional: 'The ETag from the last read, with its quotes, such as `"5f1c"`. 412 if it is stale.',
} as const

const keyTexts: Readonly<Record<Idempotent, string>> = {
  ByItself:
    'A random value, such as a UUID. It can be sent with every POST; this request needs none: a repetition has no other effect than one request.',
  Recorded:
    'A new random value, such as a UUID, for each request; send the same value to retry the request. A retry within one day changes nothing and returns the result of the first request, as it can be read now. 422 if the key was used with another request, 409 while the first request is running, 404 if the result was deleted.',
}

const condition = z.string().max(maxConditionLength)

const ifMatch = z
  .string()
  .max(maxIfMatchLength)
  .regex(/^(?:\*|(?:W\/)?"[!#-~]*")$/)
  .meta({ id: 'IfMatch', description: 'One ETag with its quotes, or `*`' })
const ifNoneMatch = condition
  .regex(/^[ -~]+$/)
  .meta({ id: 'IfNoneMatch', description: 'One ETag with its quotes, or more, or `*`' })
const ifRange = condition
  .regex(/^[ -~]+$/)
  .meta({ id: 'IfRange', description: 'An ETag with its quotes, or a `Last-Modified`' })
const createOnly = z
  .enum(['*'])
  .meta({ id: 'CreateOnly', description: '`*`: the request changes nothing that exists' })
const idempotencyKey = z
  .string()
  .regex(/^[!-+\--~]{1,255}$/)
  .meta({
    id: 'IdempotencyKey',
    description: '1 to 255 visible ASCII characters without a comma, such as a random UUID',
  })
const range = z
  .string()
  .max(maxConditionLength)
  .regex(/^[!-~]+$/)
  .meta({ id: 'Range', description: 'A byte range, such as `bytes=0-1023`' })
const clientRequestId = z
  .string()
  .regex(/^[a-zA-Z0-9._-]{8,64}$/)
  .meta({
    id: 'ClientRequestId',
    description: '8 to 64 letters, digits, and `.`, `_` or `-`',
  })

/** One schema object per parameter, so that all operations refer to the same component. */
const parameter = <T extends z.ZodType>(schema: T, id: string, description: string) =>
  schema.meta({ description, param: { id: `${id}Parameter`, description } })

const ifMatchParameters = {
  Required: parameter(ifMatch, 'IfMatch', ifMatchTexts.Required),
  IfExists: parameter(ifMatch.optional(), 'IfMatchOfExisting', ifMatchTexts.IfExists),
  Optional: parameter(ifMatch.optional(), 'OptionalIfMatch', ifMatchTexts.Optional),
}
const keyParameters: Readonly<Record<Idempotent, z.ZodType>> = {
  ByItself: parameter(idempotencyKey.optional(), 'OptionalIdempotencyKey', keyTexts.ByItself),
  Recorded: parameter(idempotencyKey.optional(), 'IdempotencyKey', keyTexts.Recorded),
}
const parameters = {
  ifNoneMatch: parameter(
    ifNoneMatch.optional(),
    'IfNoneMatch',
    'The ETag of the cached version. If it is still current, the response is 304 without a body.',
  ),
  createOnly: parameter(
    createOnly.optional(),
    'CreateOnly',
    '`*`: creates the resource only. 412 if it exists.',
  ),
  range: parameter(
    range.optional(),
    'Range',
    'One byte range with a start offset, such as `bytes=0-1023`; other ranges, such as `bytes=-500`, are ignored',
  ),
  ifRange: parameter(
    ifRange.optional(),
    'IfRange',
    'The ETag or `Last-Modified` of the version that `Range` is for. If the file is another version now, the response is 200 with the whole file.',
  ),
  clientRequestId: parameter(
    clientRequestId.optional(),
    'ClientRequestId',
    'The id of this request in `x-ms-request-id` and in the logs of the service. The service chooses one if the header is missing or not valid.',
  ),
}

/** True if a response of the route can be 304. */
export const isConditional = ({ method, responses }: Route): boolean =>
  method === 'GET' && (responses[304] !== undefined || responses[200]?.headers?.includes('ETag') === true)

/** The schema of the request headers of a route. */
export const requestHeaders = (route: Route): z.ZodObject =>
  z.object({
    ...(route.ifMatch && { 'If-Match': ifMatchParameters[route.ifMatch] }),
    ...(route.idempotent && { 'Idempotency-Key': keyParameters[route.idempotent] }),
    ...(isConditional(route) && { 'If-None-Match': parameters.ifNoneMatch }),
    ...(route.method === 'PUT' && { 'If-None-Match': parameters.createOnly }),
    ...(route.responses[206] && { Range: parameters.range, 'If-Range': parameters.ifRange }),
    'x-ms-client-request-id': parameters.clientRequestId,
  })
