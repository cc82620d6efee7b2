import { permissions } from '../http/permissions.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { createOpenApiDocument } from './openapi-document.ts'
import { createServedDocument, documentReply } from './served-document.ts'

/** @param routes All routes of the service, including this one. Called on the first request. */
export const getOpenApiRoute = (routes: () => readonly Route[], version: string) => {
  const documentAt = createServedDocument((api) => createOpenApiDocument(routes(), version, api))
  return defineRoute(
    {
      operation: 'getOpenApi',
      method: 'GET',
      path: '/openapi.json',
      summary: 'Returns this OpenAPI document',
      description: 'The same contract for tools that do not read OpenAPI 3.1 is at `/openapi-3.0.json`.',
      tag: 'Service',
      access: permissions.getOpenApi,
      responses: {
        200: { description: 'The OpenAPI 3.1 document', content: ['application/json'], headers: ['ETag'] },
      },
      errors: [],
    },
    {
      run: async () => undefined,
      present: (_, { url }) => documentReply(documentAt(url(''))),
    },
  )
}
