import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendStatus } from '../../host/http/own-response.ts'
import type { Handler } from '../../host/http/server.ts'
import { errorMessage } from '../../host/log.ts'
import type { Log } from '../../host/log.ts'
import type { DataFolder } from '../data-folder.ts'
import { localIssuer } from '../issuer.ts'
import type { Issuer } from '../issuer.ts'
import { authorize } from './authorize.ts'
import { createGrants } from './grants.ts'
import { isLoopbackOrigin, loopbackUri } from './loopback-uri.ts'
import { messagePage, pageHeaders } from './page.ts'
import { openPeople } from './people.ts'
import { readForm } from './read-form.ts'
import { json, redirect } from './reply.ts'
import type { Reply } from './reply.ts'
import { chooseLanguage, texts } from './texts.ts'
import { giveTokens } from './token.ts'
import { cookieSeconds, createSignInTokens } from './tokens.ts'

/** All paths of the issuer are below it. */
const base = '/local'

export const authorityOf = (serviceUrl: string): string => `${serviceUrl}${base}`

interface Asked {
  readonly query: URLSearchParams
  readonly req: IncomingMessage
}

const languageOf = ({ query, req }: Asked) =>
  chooseLanguage(query.get('ui_locales'), req.headers['accept-language'])

export interface SignInOptions {
  readonly issuer: Issuer
  readonly folder: DataFolder
  /** The URL of the service on this machine. */
  readonly serviceUrl: string
  readonly now: () => number
  readonly log: Log
}

/** What proxies add. Behind one, anybody could sign in as anybody. */
const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'via']

/** True for a request of a browser on this machine. */
const isOfThisMachine = ({ headers }: IncomingMessage): boolean =>
  loopbackUri(`http://${headers.host ?? ''}`) !== undefined &&
  proxyHeaders.every((name) => headers[name] === undefined)

const cookieNamed = (name: string, header: string | undefined): string =>
  (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? ''

const discoveryOf = (authority: string) => ({
  issuer: localIssuer,
  authorization_endpoint: `${authority}/authorize`,
  token_endpoint: `${authority}/token`,
  jwks_uri: `${authority}/jwks.json`,
  end_session_endpoint: `${authority}/logout`,
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['none'],
  scopes_supported: ['openid', 'profile', 'offline_access'],
})

/** Pages of this machine, under development on another port for example, may read the response. */
const forOrigin = (req: IncomingMessage, reply: Reply): Reply => {
  const { origin } = req.headers
  const allowed = origin !== undefined && isLoopbackOrigin(origin)
  return {
    ...reply,
    headers: {
      ...reply.headers,
      vary: 'Origin',
      ...(allowed ? { 'access-control-allow-origin': origin } : {}),
    },
  }
}

const send = (res: ServerResponse, { status, headers, body }: Reply): void => {
  res.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  res.end(body)
}

/**
 * Stands in for the sign-in of Entra ID, for browsers on this machine: OpenID Connect with a code and PKCE, and a page that asks
 * "Who are you?" in place of a password.
 */
export const createSignIn = async ({
  issuer,
  folder,
  serviceUrl,
  now,
  log,
}: SignInOptions): Promise<Handler> => {
  const people = await openPeople(folder)
  const grants = createGrants(now)
  const tokens = createSignInTokens(issuer, now)
  // Services on other ports of this machine share the cookies.
  const cookie = `etiquette_${issuer.kid.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 8)}`
  const attributes = `Path=${base}; HttpOnly; SameSite=Lax`
  const remember = async (person: string): Promise<string> =>
    `${cookie}=${await tokens.cookie(person)}; ${attributes}; Max-Age=${cookieSeconds}`

  const answers: Readonly<Record<string, (asked: Asked) => Reply | Promise<Reply>>> = {
    'GET /.well-known/openid-configuration': ({ req }) =>
      forOrigin(req, json(200, discoveryOf(authorityOf(serviceUrl)))),
    'GET /jwks.json': ({ req }) => forOrigin(req, json(200, issuer.jwks)),
    'GET /authorize': async ({ query, req }) =>
      authorize(query, await tokens.personOf(cookieNamed(cookie, req.headers.cookie)), {
        people,
        grants,
        tokens,
        now,
        remember,
        language: languageOf({ query, req }),
      }),
    'POST /token': async ({ req }) => {
      const form = await readForm(req)
      return forOrigin(
        req,
        form ? await giveTokens(form, { grants, tokens }) : json(400, { error: 'invalid_request' }),
      )
    },
    'GET /logout': async ({ query, req }) => {
      const session = await tokens.sessionOf(query.get('id_token_hint') ?? '')
      if (session !== undefined) grants.end(session)
      const forget = { 'set-cookie': `${cookie}=; ${attributes}; Max-Age=0` }
      const target = loopbackUri(query.get('post_logout_redirect_uri'))
      if (!target) {
        const language = languageOf({ query, req })
        const body = messagePage(language, texts[language].signedOut)
        return { status: 200, headers: { ...pageHeaders(), ...forget }, body }
      }
      const state = query.get('state')
      if (state !== null) target.searchParams.set('state', state)
      return redirect(target.href, forget)
    },
  }

  const refuse = (asked: Asked): Reply => {
    const language = languageOf(asked)
    return {
      status: 403,
      headers: pageHeaders(),
      body: messagePage(language, texts[language].otherMachine),
    }
  }

  return (req, res, path) => {
    const { method = 'GET', url = '/' } = req
    const answer = path.startsWith(`${base}/`) ? answers[`${method} ${path.slice(base.length)}`] : undefined
    if (!answer) return false
    const respond = async (): Promise<void> => {
      const query = URL.parse(url, serviceUrl)?.searchParams ?? new URLSearchParams()
      send(res, isOfThisMachine(req) ? await answer({ query, req }) : refuse({ query, req }))
      req.resume()
    }
    respond().catch((error: unknown) => {
      log('error', 'SignIn', `A sign-in failed: ${errorMessage(error)}`, error)
      sendStatus(res, 500)
    })
    return true
  }
}
