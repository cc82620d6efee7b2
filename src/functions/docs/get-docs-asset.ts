import { z } from 'zod'
import { DomainError } from '../../domain/core/errors.ts'
import { permissions } from '../http/permissions.ts'
import { anyFile } from '../http/reply.ts'
import { defineRoute } from '../http/route.ts'
import { assetNames, createDocsAssets } from './docs-assets.ts'

export const getDocsAssetRoute = () => {
  const readAsset = createDocsAssets()
  return defineRoute(
    {
      operation: 'getDocsAsset',
      method: 'GET',
      path: '/docs/{*asset}',
      summary: 'Returns a file of the documentation page',
      tag: 'Service',
      access: permissions.getDocsAsset,
      params: z.object({
        asset: z.string().max(255).meta({ description: 'The name of the file', example: assetNames[0] }),
      }),
      responses: {
        200: {
          description: 'The file; `Content-Type` says what it is',
          content: [anyFile],
          headers: ['ETag'],
        },
      },
      errors: ['RouteNotFound'],
    },
    {
      run: async ({ params: { asset: name } }) => {
        const asset = await readAsset(name)
        if (!asset)
          throw new DomainError(
            'RouteNotFound',
            'This path does not exist; open the documentation page at /docs',
          )
        return asset
      },
      present: ({ content, type, etag }) => ({
        status: 200,
        etag,
        content,
        headers: { 'content-type': type, 'cache-control': 'public, max-age=604800' },
      }),
    },
  )
}
