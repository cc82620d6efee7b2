import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi'
import type { Route } from '../http/route.ts'
import { formDocument } from './document-form.ts'
import { operationObject } from './operation-object.ts'
import { formSchema } from './schema-form.ts'
import { shareParameters } from './share-parameters.ts'
import { tagObjects } from './tags.ts'

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
      item[method] = operationObject(route)
  }
  return paths
}

const about =
  'An open data-labeling service for teams: connect blob containers, label and review their files page by page, and export the labels. The guide explains the order of the requests, retries, lists and errors.'

/** @param api The absolute URL of the service, with the route prefix: `https://labels.example.org/api` */
export const createOpenApiDocument = (routes: readonly Route[], version: string, api: string) => {
  const guideUrl = `${api}/docs`
  return shareParameters(
    formDocument(
      createDocument(
        {
          openapi: '3.1.0',
          info: {
            title: 'Etiquette',
            version,
            description: about,
            contact: { name: 'The operator of this deployment', url: guideUrl },
            license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
          },
          externalDocs: { description: 'The guide', url: guideUrl },
          servers: [{ url: api, description: 'This deployment' }],
          tags: tagObjects(guideUrl),
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
    ),
  )
}
