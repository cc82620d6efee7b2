import { permissions } from '../http/permissions.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { createOpenApiDocument } from './openapi-document.ts'
import { createServedDocument, documentReply } from './served-document.ts'
import { toOpenApi30 } from './to-open-api30.ts'

/** @param routes All routes of the service, including this one. Called on the first request. */
export const getOpenApi30Route = (routes: () => readonly Route[], version: string) => {
  const documentAt = createServedDocument((api) => toOpenApi30(createOpenApiDocument(routes(), version, api)))
  return defineRoute(
    {
      operation: 'getOpenApi30',
      method: 'GET',
      path: '/openapi-3.0.json',
      summary: 'Returns the OpenAPI 3.0.3 form of this document',
      description:
        'The same contract as `/openapi.json`, for tools that do not read OpenAPI 3.1. PATCH takes `application/json` here, as these tools do not know `application/merge-patch+json`.',
      tag: 'Service',
      access: permissions.getOpenApi30,
      responses: {
        200: { description: 'The OpenAPI 3.0.3 document', content: ['application/json'], headers: ['ETag'] },
      },
      errors: [],
    },
    {
      run: async () => undefined,
      present: (_, { url }) => documentReply(documentAt(url(''))),
    },
  )
}
