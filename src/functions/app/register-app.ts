import type { HttpRequest, HttpResponseInit } from '@azure/functions'
import type { Log } from '../../domain/ports/log.ts'
import { toHostResponse } from '../http/bytes-response.ts'
import { errorResponse, type PlainResponse } from '../http/error-response.ts'
import { withoutBodyOfHead } from '../http/head-response.ts'
import type { HttpApp } from '../http/register-routes.ts'
import { requestIdOf } from '../http/request-id.ts'
import { createAppConfigFile, type AppConfig } from './app-config.ts'
import { createPagePolicy } from './page-policy.ts'
import { createServeConfig, createServeFile } from './serve-app.ts'
import { createWebFiles } from './web-files.ts'

export interface AppDeps {
  /** The folder of the built web app. */
  readonly folder: string
  readonly config: AppConfig
  readonly log: Log
}

type Serve = (http: HttpRequest) => Promise<PlainResponse>

/**
 * The host asks functions in the order of their names: these come after all of the API, and the one for every other path is
 * the last.
 */
const configName = 'zzAppConfig'
export const assetName = 'zzAsset'

/**
 * Registers what is outside the API: the files of the web app, and what it is told of the service. They need no token and
 * count in no rate limit, as they read nothing but files that are kept in memory.
 */
export const registerApp = (app: HttpApp, { folder, config, log }: AppDeps): void => {
  /** For a function that throws the host sends a 500 without a body. */
  const safely = async (operation: string, serve: Serve, http: HttpRequest): Promise<PlainResponse> => {
    const requestId = requestIdOf(http.headers)
    try {
      const { headers, ...response } = await serve(http)
      return { ...response, headers: { ...headers, 'x-ms-request-id': requestId } }
    } catch (error) {
      return errorResponse(error, { requestId, operation, log })
    }
  }
  const register = (name: string, route: string, serve: Serve): void =>
    app.http(name, {
      methods: ['GET', 'HEAD'],
      route,
      authLevel: 'anonymous',
      handler: async (http): Promise<HttpResponseInit> =>
        toHostResponse(withoutBodyOfHead(http, await safely(name, serve, http))),
    })
  register(configName, 'app-config.json', createServeConfig(createAppConfigFile(config)))
  const { authority } = config
  register(
    assetName,
    '{*asset}',
    createServeFile(createWebFiles(folder), { policy: createPagePolicy(config), authority }),
  )
}
