import type { HttpRequest } from '@azure/functions'
import { DomainError } from '../../domain/core/errors.ts'
import { writeEtag } from '../../domain/core/etag.ts'
import { isNotModified } from '../http/conditions.ts'
import type { PlainResponse } from '../http/error-response.ts'
import { securityHeaders } from '../http/security-headers.ts'
import type { AppConfigFile } from './app-config.ts'
import { chooseEncoding } from './choose-encoding.ts'
import { chooseFile, indexPath } from './choose-file.ts'
import { missingPage } from './missing-page.ts'
import { preloadSignIn } from './preload-sign-in.ts'
import type { WebFile, WebFiles } from './web-files.ts'

/** The client asks each time, and gets 304 for what it has. */
const revalidate = 'no-cache'
const forever = 'public, max-age=31536000, immutable'

type Headers = PlainResponse['headers']

const notFound = (): DomainError =>
  new DomainError(
    'RouteNotFound',
    'This file does not exist; load / again: the web app may have been updated',
  )

/** The response to a read of content that has an ETag. */
const respond = async (
  http: HttpRequest,
  headers: Headers & { readonly etag: string },
  read: () => Promise<string | Uint8Array>,
): Promise<PlainResponse> => {
  const all = { ...securityHeaders, ...headers }
  if (!isNotModified(http.headers, headers.etag)) return { status: 200, headers: all, body: await read() }
  const kept = Object.entries(all).filter(([name]) => !/^content-(?!security)/.test(name))
  return { status: 304, headers: Object.fromEntries(kept) }
}

interface ServeOptions {
  /** The content security policy. */
  readonly policy: string
  /** The URL of the issuer; undefined if people cannot sign in by a browser. */
  readonly authority: string | undefined
}

/** Responds with a file of the web app, or with the page of the app that a path names. */
export const createServeFile = (
  open: () => Promise<WebFiles | undefined>,
  { policy, authority }: ServeOptions,
) => {
  const send = (http: HttpRequest, files: WebFiles, file: WebFile): Promise<PlainResponse> => {
    const path = http.params['asset'] ?? ''
    // By its own name the file is read by what keeps it, and not shown.
    const isPage = file.path === indexPath && path !== indexPath
    const link = isPage ? preloadSignIn(path, authority) : undefined
    const { stored, coding } = chooseEncoding(file, http.headers.get('accept-encoding'))
    const headers = {
      'content-type': file.type,
      'content-security-policy': policy,
      'cache-control': file.immutable ? forever : revalidate,
      vary: 'Accept-Encoding',
      etag: writeEtag(coding === undefined ? file.hash : `${file.hash}-${stored}`),
      ...(coding === undefined ? {} : { 'content-encoding': coding }),
      ...(link === undefined ? {} : { link }),
    }
    return respond(http, headers, () => files.read(file, stored))
  }

  return async (http: HttpRequest): Promise<PlainResponse> => {
    const files = await open()
    const path = http.params['asset'] ?? ''
    if (!files && path === '')
      return {
        status: 200,
        headers: { ...securityHeaders, 'content-type': 'text/html; charset=utf-8' },
        body: missingPage,
      }
    const file = files && chooseFile(files, path)
    if (!file) throw notFound()
    return send(http, files, file)
  }
}

/** Responds with what the web app is told of the service. */
export const createServeConfig =
  ({ body, etag }: AppConfigFile) =>
  (http: HttpRequest): Promise<PlainResponse> =>
    respond(
      http,
      {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': revalidate,
        etag: writeEtag(etag),
      },
      async () => body,
    )
