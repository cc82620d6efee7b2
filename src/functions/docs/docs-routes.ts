import type { Route } from '../http/route.ts'
import { getDocsAssetRoute } from './get-docs-asset.ts'
import { getDocsRoute } from './get-docs.ts'
import { getOpenApiRoute } from './get-openapi.ts'

/** The routes that describe all the others, and themselves. */
export const withDocs = (described: readonly Route[], version: string): readonly Route[] => {
  const routes: readonly Route[] = [
    ...described,
    getOpenApiRoute(() => routes, version),
    getDocsRoute(),
    getDocsAssetRoute(),
  ]
  return routes
}
