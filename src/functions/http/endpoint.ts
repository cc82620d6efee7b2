import type { HttpRequest, HttpResponseInit } from '@azure/functions'
import type { IdempotencyDeps } from '../../domain/idempotency/claim-record.ts'
import { withIdempotency } from '../../domain/idempotency/with-idempotency.ts'
import type { Decide } from '../../domain/ports/store.ts'
import type { Log } from '../../domain/ports/log.ts'
import { noTelemetry, type Telemetry } from '../../domain/ports/telemetry.ts'
import type { Workflows } from '../../domain/ports/workflows.ts'
import { DomainError } from '../../domain/core/errors.ts'
import { writeEtag } from '../../domain/core/etag.ts'
import type { Millis } from '../../domain/core/time.ts'
import { createAdmission, type AdmissionDeps } from './admit-request.ts'
import { clientAddressOf } from './client-address.ts'
import type { ReserveContent } from './content-budget.ts'
import type { TakeContentSlot } from './content-slots.ts'
import { checkConditions, isNotModified, parseCreateOnly, parseIfMatch, withBodyEtag } from './conditions.ts'
import { errorResponse, type PlainResponse } from './error-response.ts'
import { isHead, withoutBodyOfHead } from './head-response.ts'
import { fingerprintOf, olderFingerprintOf, parseIdempotencyKey } from './idempotency-key.ts'
import { createRequestParser } from './parse-request.ts'
import { createPresentContext } from './present-context.ts'
import { sealPosition, withPosition } from './list-position.ts'
import type { NoteRefusal, RefusedCall } from './note-refusal.ts'
import type { AdmitCaller } from './rate-limit.ts'
import { authorizeRecorded } from './authorize-recorded.ts'
import { readContent } from '../../domain/model/files/read-content.ts'
import type { FileContent, Reply } from './reply.ts'
import { requestIdOf } from './request-id.ts'
import type { ParsedRequest, Route } from './route.ts'
import { errorRestsOn } from './rests-on-reads.ts'
import { securityHeaders } from './security-headers.ts'

export interface EndpointDeps extends IdempotencyDeps, AdmissionDeps {
  /** Counts one request whose outcome is recorded. */
  readonly admitRecord: AdmitCaller
  readonly takeContentSlot: TakeContentSlot
  readonly reserveContent: ReserveContent
  /** For reading the file of a response whole. */
  readonly contentDeadline: Millis
  readonly noteRefusal: NoteRefusal
  /** The origin of all links: `https://labels.example.org`. */
  readonly publicUrl: string
  readonly log: Log
  readonly telemetry?: Telemetry
  readonly decide: Decide
}

/** What is known of a request by the time that it is refused. */
interface Seen {
  user?: RefusedCall['user']
}

const jsonHeaders = { ...securityHeaders, 'content-type': 'application/json; charset=utf-8' }

/** A reply whose content is in memory. */
interface WholeReply extends Reply {
  readonly content?: string | Uint8Array | undefined
}

const isFile = (content: Reply['content']): content is FileContent =>
  typeof content === 'object' && 'stream' in content

const render = (reply: WholeReply, extra: Readonly<Record<string, string>>): PlainResponse => {
  const { status, body, content, etag, headers } = reply
  return {
    status,
    headers: {
      ...(body === undefined ? securityHeaders : jsonHeaders),
      ...(etag === undefined ? {} : { etag: writeEtag(etag) }),
      ...headers,
      ...extra,
    },
    ...(body === undefined
      ? content === undefined
        ? {}
        : { body: content }
      : { body: JSON.stringify(body) }),
  }
}

/** The headers of a 304: of those of the body, which is not sent, there are none. Its stream would hold a connection. */
const notModified = async ({ etag, headers = {}, content }: Reply): Promise<WholeReply> => {
  if (isFile(content)) await content.stream.cancel()
  const kept = Object.entries(headers).filter(([name]) => !/^content-(?!security)/i.test(name))
  return { status: 304, etag, headers: Object.fromEntries(kept) }
}

/** Compared also for a range: `If-None-Match` comes before `Range`. */
const isUnchanged = (headers: Headers, { status, etag }: Reply): boolean =>
  (status === 200 || status === 206) && etag !== undefined && isNotModified(headers, etag)

/** The HTTP function of a route. It never throws: for one that does the host sends a 500 without a body. */
export const createEndpoint = (route: Route, deps: EndpointDeps) => {
  const parseRequest = createRequestParser(route)
  const depth = route.path.split('/').filter((segment) => segment !== '').length
  const { access, ifMatch, method, idempotent, operation, recorded, revalidates } = route
  const { telemetry = noTelemetry, publicUrl } = deps

  const addressOf = ({ headers }: HttpRequest): string => clientAddressOf(headers, deps.trustedProxies)

  /** What cannot be checked is counted as a stranger's; the operation then says what is wrong with it. */
  const isSigned = async (http: HttpRequest): Promise<boolean> => {
    if (!route.isSigned) return false
    try {
      return await route.isSigned(await parseRequest(http))
    } catch {
      return false
    }
  }
  const admit = createAdmission(route, deps, isSigned)

  /** Takes a place for the content that a route may pass on. */
  const takeSlot = ({ url }: HttpRequest, client: string | undefined): (() => void) => {
    if (!route.responses[206] || client === undefined) return () => {}
    const { pathname, searchParams } = new URL(url)
    return deps.takeContentSlot(searchParams.get('sig') ?? pathname, client)
  }

  /** Reads the file of a reply, if it has one, once there is room for it in memory. For HEAD the headers tell its length. */
  const readWhole = async (
    http: HttpRequest,
    { content, ...reply }: Reply,
    client: string,
  ): Promise<WholeReply> => {
    if (!isFile(content)) return { ...reply, content }
    if (isHead(http)) {
      await content.stream.cancel()
      return reply
    }
    let release = () => {}
    try {
      release = await deps.reserveContent(client, content.length)
    } catch (error) {
      await content.stream.cancel()
      throw error
    }
    try {
      return { ...reply, content: await readContent(content, deps.contentDeadline) }
    } finally {
      release()
    }
  }

  /** Does the work. What it would refuse, perhaps for an old read, it decides again behind fences. */
  const decide = <T>(work: () => Promise<T>): Promise<T> => deps.decide(work, errorRestsOn)

  const runRoute = async (
    request: ParsedRequest,
    key: string | undefined,
  ): Promise<{ readonly result: unknown; readonly replayed: boolean }> => {
    const { caller, params } = request
    if (!recorded || key === undefined || caller === undefined)
      return { result: await decide(() => route.run(request)), replayed: false }
    deps.admitRecord(caller.user)
    return decide(async () => {
      const project = await authorizeRecorded(deps.store, access, caller, params)
      return withIdempotency(
        deps,
        {
          user: caller.user,
          key,
          fingerprint: fingerprintOf(route, request),
          olderFingerprint: olderFingerprintOf(route, request),
          project,
        },
        {
          run: (seed) => route.run({ ...request, seed }),
          keep: (result) => recorded.keep(result, request),
          keepCopy: (json) => recorded.keep(JSON.parse(json), request),
          replay: (kept) => recorded.replay(kept, request),
        },
      )
    })
  }

  const respond = async (
    http: HttpRequest,
    requestId: string,
    workflows: Workflows | undefined,
    seen: Seen,
  ): Promise<PlainResponse> => {
    const { headers } = http
    const { caller, client } = await admit(http, (user) => {
      seen.user = user
    })
    const parsed = await parseRequest(http)
    const list = { operation, ...parsed }
    if (method === 'GET') checkConditions(headers)
    const request: ParsedRequest = {
      ...parsed,
      query: withPosition(list),
      caller: caller && { ...caller, requestId },
      ifMatch: parseIfMatch(headers, ifMatch),
      createOnly: parseCreateOnly(headers, method),
      workflows: workflows && { ...workflows, requestId },
      seed: undefined,
      requestId,
      // HTTP has ranges for GET only.
      header: (name) =>
        isHead(http) && /^(?:if-)?range$/i.test(name) ? undefined : (headers.get(name) ?? undefined),
    }
    const key = idempotent ? parseIdempotencyKey(headers) : undefined
    const releaseSlot = takeSlot(http, client)
    try {
      const { result, replayed } = await runRoute(request, key)
      // On its own: what was done is not done again for a URL that could not be made.
      const seal = (position: string): string => sealPosition(list, position)
      const presented = await decide(async () =>
        route.present(result, { ...createPresentContext(http, { depth, publicUrl, seal }), request }),
      )
      const complete = revalidates === 'ByBody' ? withBodyEtag(presented) : presented
      const reply =
        method === 'GET' && isUnchanged(headers, complete)
          ? await notModified(complete)
          : await readWhole(http, complete, client ?? '')
      return render(reply, {
        'x-ms-request-id': requestId,
        ...(replayed ? { 'idempotent-replayed': 'true' } : {}),
      })
    } finally {
      releaseSlot()
    }
  }

  const respondSafely = async (
    http: HttpRequest,
    requestId: string,
    workflows: Workflows | undefined,
  ): Promise<PlainResponse> => {
    const seen: Seen = {}
    try {
      return await respond(http, requestId, workflows, seen)
    } catch (error) {
      if (error instanceof DomainError)
        deps.noteRefusal({
          code: error.code,
          operation,
          requestId,
          address: addressOf(http),
          user: seen.user,
          project: http.params['project'],
        })
      return errorResponse(error, { requestId, operation, log: deps.log })
    }
  }

  return (http: HttpRequest, workflows?: Workflows): Promise<HttpResponseInit> => {
    const requestId = requestIdOf(http.headers)
    const startedAt = performance.now()
    return telemetry.span(
      { name: operation, kind: 'request', attributes: { requestId, 'http.request.method': http.method } },
      async (setAttributes) => {
        const response = withoutBodyOfHead(http, await respondSafely(http, requestId, workflows))
        const status = response.status ?? 200
        setAttributes({ 'http.response.status_code': status })
        telemetry.record('etiquette.request.duration', performance.now() - startedAt, { operation, status })
        return response
      },
    )
  }
}
