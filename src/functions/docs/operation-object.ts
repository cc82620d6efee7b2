import { z } from 'zod'
import type { ZodOpenApiOperationObject } from 'zod-openapi'
import { errorStatus } from '../http/error-response.ts'
import type { Access, Route } from '../http/route.ts'
import { examples } from './examples/examples.ts'
import { requestHeaders } from './request-headers.ts'
import { errorCodesOf, responsesOf, unlistedOf } from './responses.ts'

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

const bearer = [{ bearer: [] }]
const securityOf = (access: Access): Record<string, string[]>[] => {
  if (access === 'Anyone' || access === 'Signature') return []
  return access === 'ProjectLabelerOrSignature' ? [...bearer, {}] : bearer
}

const errorsText = ({ errors }: Route): string | undefined =>
  errors.length === 0
    ? undefined
    : `Errors of its own: ${errors.map((code) => `\`${code}\` (${errorStatus[code]})`).join(', ')}.`

const unlistedText = (route: Route): string | undefined => {
  const unlisted = unlistedOf(route)
  return (
    unlisted &&
    `Beside the listed responses: ${Object.entries(unlisted)
      .map(([status, { description }]) => `${status} (${description})`)
      .join('; ')}.`
  )
}

const descriptionOf = (route: Route): string =>
  [route.description, accessTexts[route.access], unlistedText(route), errorsText(route)]
    .filter((text) => text !== undefined)
    .join('\n\n')

/** One media type: generators of clients take the first one, or fail. The service accepts `application/json`, too. */
const bodyTypeOf = ({ method }: Route): string =>
  method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'

const requestBodyOf = (route: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> =>
  route.body
    ? {
        requestBody: {
          required: true,
          content: {
            [bodyTypeOf(route)]: { schema: route.body, example: examples.get(route.operation)?.body },
          },
        },
      }
    : {}

const startsLongWork = ({ responses }: Route): boolean =>
  Object.values(responses).some(({ headers }) => headers?.includes('Operation-Location'))

/** The property with the URL of the next list page; null if the list has one list page only; undefined for no list. */
const nextLinkOf = ({ method, responses }: Route): string | null | undefined => {
  const body = responses[200]?.body
  if (method !== 'GET' || !(body instanceof z.ZodObject) || !('value' in body.shape)) return undefined
  return 'nextLink' in body.shape ? 'nextLink' : null
}

/** Extensions that generators of Azure clients read. */
const azureExtensionsOf = (route: Route): object => {
  const nextLinkName = nextLinkOf(route)
  return {
    ...(nextLinkName !== undefined && { 'x-ms-pageable': { nextLinkName, itemName: 'value' } }),
    ...(startsLongWork(route) && {
      'x-ms-long-running-operation': true,
      'x-ms-long-running-operation-options': { 'final-state-via': 'operation-location' },
    }),
  }
}

/** The OpenAPI description of a route. */
export const operationObject = (route: Route): ZodOpenApiOperationObject => {
  const { operation, summary, tag, access, params, query } = route
  const unlisted = unlistedOf(route)
  return {
    operationId: operation,
    summary,
    description: descriptionOf(route),
    tags: [tag],
    security: securityOf(access),
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query }),
      header: requestHeaders(route),
    },
    ...requestBodyOf(route),
    responses: responsesOf(route),
    'x-error-codes': errorCodesOf(route),
    ...(unlisted && { 'x-unlisted-responses': unlisted }),
    ...azureExtensionsOf(route),
  }
}
