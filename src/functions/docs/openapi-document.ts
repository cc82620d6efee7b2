import { createDocument } from 'zod-openapi'
import type {
  ZodOpenApiOperationObject,
  ZodOpenApiPathsObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi'
import type { ErrorCode } from '../../domain/core/errors.ts'
import { errorStatus } from '../http/error-response.ts'
import type { ResponseSpec } from '../http/reply.ts'
import { errorsOf } from '../http/route-errors.ts'
import { tags, type Access, type Route, type Tag } from '../http/route.ts'
import { errorBody } from './error-schema.ts'
import { guide } from './guide.ts'
import { errorHeaders, requestHeaders, responseHeadersOf } from './headers.ts'

const whoMay: Readonly<Record<Access, string>> = {
  Anyone: 'No token is needed.',
  Signature: 'Needs the signature in the link, no token.',
  AnyRole: 'Needs any app role.',
  Admin: 'Needs the app role `Labeling.Admin`.',
  ProjectLabeler: 'For members of the project.',
  ProjectReviewer: 'For members of the project with the role `Reviewer` or `Admin`.',
  ProjectAdmin: 'For administrators of the project.',
  ProjectLabelerOrSignature: 'For members of the project, or whoever has the signature in the link.',
}

const tagTexts: Readonly<Record<Tag, string>> = {
  Datastores: 'Named connections to blob containers',
  Datasets: 'Named choices of files, and what exports made of them',
  Projects: 'What is to be labeled, with which classes, by which rules',
  Members: 'Who may do what in a project',
  Labeling: 'Pages of items: take one, answer it, take the next',
  Review: 'Look at answers, approve or reject them',
  Exports: 'Labels as files',
  Operations: 'How far long work is',
  Service: 'About the service itself',
}

const bearer = [{ bearer: [] }]
const securityOf = (access: Access): Record<string, string[]>[] => {
  if (access === 'Anyone' || access === 'Signature') return []
  return access === 'ProjectLabelerOrSignature' ? [...bearer, {}] : bearer
}

const success = (
  { description, body, content, headers }: ResponseSpec,
  idempotent = false,
): ZodOpenApiResponseObject => ({
  description,
  headers: responseHeadersOf(headers, idempotent),
  ...(body && { content: { 'application/json': { schema: body } } }),
  ...(content && {
    content: Object.fromEntries(
      content.map((type) => [
        type,
        { schema: type === 'application/json' ? { type: 'object' as const } : { type: 'string' as const } },
      ]),
    ),
  }),
})

const failure = (codes: readonly ErrorCode[], status: number): ZodOpenApiResponseObject => ({
  description: codes.map((code) => `\`${code}\``).join(', '),
  headers: errorHeaders([409, 429, 503].includes(status)),
  content: { 'application/json': { schema: errorBody } },
  'x-error-codes': [...codes],
})

type Status = `${1 | 2 | 3 | 4 | 5}${string}`
const isStatus = (text: string): text is Status => /^[1-5]\d\d$/.test(text)

const responsesOf = (route: Route): ZodOpenApiResponsesObject => {
  const all: ZodOpenApiResponsesObject = {}
  const codesByStatus = Map.groupBy(errorsOf(route), (code) => errorStatus[code])
  for (const [status, codes] of [...codesByStatus].sort(([one], [other]) => one - other)) {
    const name = String(status)
    if (isStatus(name)) all[name] = failure(codes, status)
  }
  for (const [status, spec] of Object.entries(route.responses))
    if (isStatus(status)) all[status] = success(spec, route.idempotent)
  if (requestHeaders(route)?.shape['If-None-Match'] && !all['304'])
    all['304'] = success({ description: 'Unchanged since the version that `If-None-Match` names' })
  return all
}

const requestBodyOf = ({ method, body }: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> => {
  if (!body) return {}
  const schema = { schema: body }
  return {
    requestBody: {
      required: true,
      content: {
        ...(method === 'PATCH' && { 'application/merge-patch+json': schema }),
        'application/json': schema,
      },
    },
  }
}

const operationOf = (route: Route): ZodOpenApiOperationObject => {
  const { operation, summary, description, tag, access, params, query } = route
  const header = requestHeaders(route)
  return {
    operationId: operation,
    summary,
    description: [description, whoMay[access]].filter((text) => text !== undefined).join('\n\n'),
    tags: [tag],
    security: securityOf(access),
    requestParams: { ...(params && { path: params }), ...(query && { query }), ...(header && { header }) },
    ...requestBodyOf(route),
    responses: responsesOf(route),
  }
}

const pathsOf = (routes: readonly Route[]): ZodOpenApiPathsObject => {
  const paths: ZodOpenApiPathsObject = {}
  for (const route of routes) {
    const path = route.path.replace('{*', '{')
    const item = (paths[path] ??= {})
    const method = route.method.toLowerCase()
    if (
      method === 'get' ||
      method === 'put' ||
      method === 'post' ||
      method === 'patch' ||
      method === 'delete'
    )
      item[method] = operationOf(route)
  }
  return paths
}

/** The OpenAPI 3.1 document of these routes. */
export const createOpenApiDocument = (routes: readonly Route[], version: string) =>
  createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Etiquette',
      version,
      description: guide,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api' }],
    tags: tags.map((name) => ({ name, description: tagTexts[name] })),
    paths: pathsOf(routes),
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'An access token for this service, signed RS256, with the app roles `Labeling.Admin`, `Labeling.Reviewer` or `Labeling.Labeler`.',
        },
      },
    },
  })
