import {
  HttpRequest,
  HttpResponse,
  InvocationContext,
  type HttpFunctionOptions,
  type HttpResponseInit,
} from '@azure/functions'
import { createRouter } from '../../local/host/http/router.ts'
import { DomainError } from '../../src/domain/core/errors.ts'
import { userId } from '../../src/domain/core/ids.ts'
import type { LongWork } from '../../src/domain/ports/workflows.ts'
import type { Log } from '../../src/domain/ports/log.ts'
import type { Decide, Store } from '../../src/domain/ports/store.ts'
import type { Telemetry } from '../../src/domain/ports/telemetry.ts'
import type { AppRole } from '../../src/domain/core/caller.ts'
import type { KeepName } from '../../src/domain/people/keep-name.ts'
import type { VerifyToken } from '../../src/domain/ports/tokens.ts'
import { createCors } from '../../src/functions/http/cors.ts'
import type { ReserveContent } from '../../src/functions/http/content-budget.ts'
import type { TakeContentSlot } from '../../src/functions/http/content-slots.ts'
import { registerRoutes } from '../../src/functions/http/register-routes.ts'
import { createNoteRefusal } from '../../src/functions/http/note-refusal.ts'
import type { AdmitAddress, AdmitCaller } from '../../src/functions/http/rate-limit.ts'
import type { Route } from '../../src/functions/http/route.ts'
import { createRecordingWorkflows } from './run-workflow.ts'

/** `Bearer <user>:<role>[,<role>…][:<name>]` is a good token; anything else is none. */
export const fakeVerifyToken: VerifyToken = (authorization) => {
  const [, user, roles, name] = /^Bearer ([^:]+):([^:]*)(?::(.*))?$/.exec(authorization ?? '') ?? []
  if (user === undefined)
    return Promise.reject(new DomainError('Unauthenticated', 'Send a bearer token in Authorization'))
  return Promise.resolve({
    user: userId.parse(user),
    roles: (roles ?? '').split(',').filter((role) => role !== '') as AppRole[],
    ...(name === undefined ? {} : { name }),
  })
}

interface Logged {
  readonly level: string
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>> | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly json: {
    readonly error: { readonly code: string; readonly details: readonly { code: string; target: string }[] }
    readonly [key: string]: unknown
  }
  readonly text: string
}

export interface Send {
  readonly as?: string
  readonly body?: unknown
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

const toRequest = (
  method: string,
  path: string,
  params: Record<string, string>,
  { as, body, text, headers }: Send,
): HttpRequest => {
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body))
  return new HttpRequest({
    method,
    url: `http://127.0.0.1:7071/api${path}`,
    params,
    headers: {
      ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(content === undefined ? {} : { body: { string: content } }),
  })
}

/** As the library reads what a handler returns. */
const readResponse = async (returned: HttpResponseInit | HttpResponse) => {
  const response = returned instanceof HttpResponse ? returned : new HttpResponse(returned)
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text: Buffer.from(await response.arrayBuffer()).toString(),
  }
}

const createIds = (): (() => string) => {
  let ids = 0
  return () => `seed${(ids += 1)}`
}

/** The routes behind the router of the embedded host, which finds the function; its handler is called without a host. */
export const createHttpApp = (
  routes: readonly Route[],
  {
    store,
    now = () => 1_700_000_000_000,
    log,
    telemetry,
    admit = () => {},
    decide = (work) => work(),
    admitRecord = () => {},
    admitAddress = () => {},
    admitSigned = () => {},
    takeContentSlot = () => () => {},
    reserveContent = async () => () => {},
    keepName = () => {},
    contentDeadline = 60_000,
    corsOrigins = [],
    newId = createIds(),
  }: {
    store: Store
    now?: () => number
    log?: Log
    telemetry?: Telemetry
    admit?: AdmitCaller
    decide?: Decide
    admitRecord?: AdmitCaller
    admitAddress?: AdmitAddress
    admitSigned?: AdmitAddress
    takeContentSlot?: TakeContentSlot
    reserveContent?: ReserveContent
    keepName?: KeepName
    contentDeadline?: number
    corsOrigins?: readonly string[]
    newId?: () => string
  },
) => {
  const functions = new Map<string, HttpFunctionOptions>()
  const logged: Logged[] = []
  const started: LongWork[] = []
  const writeLog: Log = log ?? ((level, message, fields) => void logged.push({ level, message, fields }))
  registerRoutes({ http: (name, options) => void functions.set(name, options) }, routes, {
    cors: createCors(corsOrigins),
    store,
    now,
    takeOverAfter: 60_000,
    decide,
    admit,
    admitRecord,
    newId,
    ...(telemetry && { telemetry }),
    verifyToken: fakeVerifyToken,
    log: writeLog,
    admitAddress,
    admitSigned,
    takeContentSlot,
    reserveContent,
    keepName,
    contentDeadline,
    noteRefusal: createNoteRefusal({ log: writeLog, now, telemetry }),
    trustedProxies: 1,
    publicUrl: 'http://127.0.0.1:7071',
    workflows: {
      input: { type: 'durableClient', name: 'client' },
      open: () => ({
        ...createRecordingWorkflows(),
        start: (operation) => Promise.resolve(void started.push(operation)),
      }),
    },
  })

  const route = createRouter(
    [...functions].map(([name, target]) => ({
      name,
      template: target.route ?? name,
      methods: target.methods ?? [],
      target,
    })),
  )

  const send = async (method: string, url: string, options: Send = {}): Promise<Answer> => {
    const found = route(method, `/api${url.split('?', 1)[0]}`)
    if (!found) throw new Error(`No function takes ${method} ${url}`)
    const returned = await found.target.handler(
      toRequest(method, url, { ...found.params }, options),
      new InvocationContext(),
    )
    const { status, headers, text } = await readResponse(returned)
    return {
      status,
      headers,
      text,
      json: (text !== '' && headers['content-type']?.startsWith('application/json')
        ? JSON.parse(text)
        : {}) as Answer['json'],
    }
  }
  return { send, functions, logged, started }
}
