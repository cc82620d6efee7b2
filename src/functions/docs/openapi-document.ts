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
import { routeTags, type Access, type Route, type RouteTag } from '../http/route.ts'
import { formDocument } from './document-form.ts'
import { errorBody } from './error-schema.ts'
import { guide } from './guide.ts'
import { errorHeaders, requestHeaders, responseHeadersOf } from './headers.ts'
import { formSchema } from './schema-form.ts'

const accessTexts: Readonly<Record<Access, string>> = {
  Anyone: 'Requires no token.',
  Signature: 'Requires the signature in the URL, no token.',
  AnyRole: 'Requires any app role.',
  Admin: 'Requires the app role `Labeling.Admin`.',
  ProjectLabeler: 'Requires membership in the project.',
  ProjectReviewer: 'Requires the role `Reviewer` or `Admin` in the project.',
  ProjectAdmin: 'Requires the role `Admin` in the project.',
  ProjectLabelerOrSignature: 'Requires membership in the project, or the signature in the URL.',
}

const tagDescriptions: Readonly<Record<RouteTag, string>> = {
  Datastores: 'Named connections to blob containers',
  Datasets: 'Named selections of files, and labeled datasets from exports',
  Projects: 'Labeling projects: dataset, classes, settings and progress',
  Members: 'Members of a project and their roles',
  Labeling: 'Pages of items: get a page, submit the answers, get the next page',
  Review: 'Review of answers: read, approve, reject and correct',
  Exports: 'Exports of labels as files',
  Operations: 'Progress of long-running operations',
  Service: 'Health, documentation and audit of the service',
}

const bearer = [{ bearer: [] }]
const securityOf = (access: Access): Record<string, string[]>[] => {
  if (access === 'Anyone' || access === 'Signature') return []
  return access === 'ProjectLabelerOrSignature' ? [...bearer, {}] : bearer
}

const success = (
  { description, body, content, headers }: ResponseSpec,
  replayable = false,
): ZodOpenApiResponseObject => ({
  description,
  headers: responseHeadersOf(headers, replayable),
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
    if (isStatus(status)) all[status] = success(spec, route.idempotent === 'Recorded')
  if (route.method === 'GET' && requestHeaders(route)?.shape['If-None-Match'] && !all['304'])
    all['304'] = success({ description: 'Not modified since the version in `If-None-Match`' })
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
    description: [description, accessTexts[access]].filter((text) => text !== undefined).join('\n\n'),
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
  formDocument(
    createDocument(
      {
        openapi: '3.1.0',
        info: {
          title: 'Etiquette',
          version,
          description: guide,
          license: { name: 'MIT', identifier: 'MIT' },
        },
        servers: [{ url: '/api' }],
        tags: routeTags.map((name) => ({ name, description: tagDescriptions[name] })),
        paths: pathsOf(routes),
        components: {
          securitySchemes: {
            bearer: {
              type: 'http',
              scheme: 'bearer',
              bearerFormat: 'JWT',
              description:
                'An access token for this service, signed with RS256, with the app role `Labeling.Labeler`, `Labeling.Reviewer` or `Labeling.Admin`.',
            },
          },
        },
      },
      { override: formSchema },
    ),
  )
