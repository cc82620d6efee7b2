import { createHash } from 'node:crypto'
import { permissions } from '../http/permissions.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { createOpenApiDocument } from './openapi-document.ts'

/** @param routes All routes of the service, including this one. Called once, on the first request. */
export const getOpenApiRoute = (routes: () => readonly Route[], version: string) => {
  let built: { readonly text: string; readonly etag: string } | undefined
  const build = () => {
    const text = JSON.stringify(createOpenApiDocument(routes(), version))
    return { text, etag: createHash('sha256').update(text).digest('base64url').slice(0, 22) }
  }
  return defineRoute(
    {
      operation: 'getOpenApi',
      method: 'GET',
      path: '/openapi.json',
      summary: 'Returns this OpenAPI document',
      tag: 'Service',
      access: permissions.getOpenApi,
      responses: {
        200: { description: 'The OpenAPI 3.1 document', content: ['application/json'], headers: ['ETag'] },
      },
      errors: [],
    },
    {
      run: async () => (built ??= build()),
      present: ({ text, etag }) => ({
        status: 200,
        etag,
        content: text,
        headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' },
      }),
    },
  )
}
