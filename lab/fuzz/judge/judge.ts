import { z } from 'zod'
import { decodedPathOf, isPlainTarget, resolvedPathOf, type Contract } from '../../../tools/contract.ts'
import type { Answer, NoAnswer } from '../http/send.ts'
import { findLeak } from './leaks.ts'
import { isOutsideApi, stoppedBefore, type Asked } from './stopped-before.ts'

/** What is wrong with an answer. Two of one kind are one mistake. */
export interface Fault {
  readonly kind: string
  readonly message: string
}

export interface Verdict {
  /** The operation that answered, or who else did. */
  readonly by: string
  readonly faults: readonly Fault[]
}

export interface JudgeOptions {
  readonly contract: Contract
  readonly secrets: readonly string[]
}

export const noRoute = '(no route)'
export const noService = '(HTTP server)'
export const webApp = '(web app)'

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string().min(1) }) })

const always = [
  'x-ms-request-id',
  'cache-control',
  'content-security-policy',
  'referrer-policy',
  'strict-transport-security',
]

/** The host that requests name besides the service's own, in a link of the service. */
const foreignLink = /https?:\/\/(?:[\w.-]*\.)?evil\.example(?::\d+)?\/api\b/i

const isPreflight = ({ method, headers }: Asked): boolean =>
  method === 'OPTIONS' && headers.some(([name]) => name === 'Access-Control-Request-Method')

const fault = (kind: string, message = kind): Fault => ({ kind, message })

const judgeErrorShape = ({ status, headers, body }: Answer, head: boolean): readonly Fault[] => {
  const code = headers.get('x-ms-error-code')
  if (head) return body === '' ? [] : [fault('a body in the answer to HEAD')]
  try {
    const { error } = errorBody.parse(JSON.parse(body))
    return error.code === code
      ? []
      : [fault('the code in the header is another one', `${code} ≠ ${error.code}`)]
  } catch {
    return [fault(`${status} not in the shape of an error`, body.slice(0, 300))]
  }
}

const judgeUnrouted = (asked: Asked, answer: Answer): readonly Fault[] => {
  const { status, headers } = answer
  if (status === 204 && isPreflight(asked)) return []
  // The document cannot say that /docs/{asset} takes slashes, too.
  if (status === 400 && isPlainTarget(asked.target) && /^\/api\/docs\//i.test(asked.target)) return []
  if (!isPlainTarget(asked.target) && status !== 404)
    return [fault(`${status} for a path that folds`, answer.body.slice(0, 300))]
  if (status !== 404 && status !== 405)
    return [fault(`${status} where there is no route`, answer.body.slice(0, 300))]
  const allow = headers.get('allow')?.split(', ') ?? []
  if (status === 404) return []
  if (allow.length === 0) return [fault('405 without Allow')]
  return allow.includes(asked.method) ? [fault('405 that allows the very method', allow.join())] : []
}

/** A path of the API to a reader of URLs, which the host does not take for one: `/api//projects`. */
const namesApi = /^\/api(?:[/?]|$)/i

/** A file of the web app, or that there is none. Pages of other origins read neither. */
const judgeApp = (asked: Asked, answer: Answer, secrets: readonly string[]): readonly Fault[] => {
  const { status, headers, body } = answer
  const missing = [...always, 'x-content-type-options'].filter((name) => !headers.has(name))
  const leak = findLeak(body, secrets)
  return [
    ...(missing.length > 0 ? [fault(`${status} without ${missing.join(', ')}`)] : []),
    ...((namesApi.test(resolvedPathOf(asked.target)) ? [404] : [200, 304, 404]).includes(status)
      ? []
      : [fault(`${status} for a file`, body.slice(0, 300))]),
    ...(headers.has('access-control-allow-origin') ? [fault('an origin may read a file')] : []),
    ...(leak === undefined ? [] : [fault(leak, body.slice(0, 2000))]),
    ...(status >= 400 ? judgeErrorShape(answer, asked.method === 'HEAD') : []),
  ]
}

const judgeHead = (asked: Asked, { status, headers, body }: Answer): readonly Fault[] => {
  const missing = always.filter((name) => !headers.has(name))
  const origin = asked.headers.find(([name]) => name === 'Origin')?.[1]
  const allowed = headers.get('access-control-allow-origin')
  return [
    ...(missing.length > 0 && !(status === 204 && isPreflight(asked))
      ? [fault(`${status} without ${missing.join(', ')}`)]
      : []),
    ...(headers.get('x-content-type-options') === 'nosniff' || isPreflight(asked)
      ? []
      : [fault(`${status} without nosniff`)]),
    ...(allowed !== null && (allowed !== origin || !/^http:\/\/localhost:\d+$/.test(allowed))
      ? [fault('an origin that is not allowed', allowed)]
      : []),
    ...(/\borigin\b/i.test(headers.get('vary') ?? '') ? [] : [fault(`${status} without Vary: Origin`)]),
    ...([body, headers.get('location'), headers.get('operation-location')].some((text) =>
      foreignLink.test(text ?? ''),
    )
      ? [fault('a link to a host that the request named', body.slice(0, 300))]
      : []),
    ...(headers.has('x-injected') ? [fault('a header that the request wrote')] : []),
    ...(status === 429 || status === 503
      ? /^[1-9]\d*$/.test(headers.get('retry-after') ?? '')
        ? []
        : [fault(`${status} without Retry-After`)]
      : []),
    ...(status >= 500 ? [fault(`${status}`)] : []),
  ]
}

const ofService = ['content-security-policy', 'referrer-policy', 'strict-transport-security']

/** True for an answer of the host, which has none of the headers that the service always sends. */
export const isOfHost = ({ headers }: Answer): boolean => !ofService.some((name) => headers.has(name))

/** A refusal by the host has the form of an error of the service, and a request id. */
export const judgeHost = (asked: Asked, answer: Answer): readonly Fault[] =>
  answer.status < 400
    ? []
    : [
        ...judgeErrorShape(answer, asked.method === 'HEAD'),
        ...(answer.headers.has('x-ms-request-id') ? [] : [fault(`${answer.status} without x-ms-request-id`)]),
      ]

/** What holds for each answer of the service, whatever was asked. */
export const judgeAny = (asked: Asked, answer: Answer, secrets: readonly string[]): readonly Fault[] => {
  const leak = findLeak(answer.body, secrets)
  return [
    ...judgeHead(asked, answer),
    ...(leak === undefined ? [] : [fault(leak, answer.body.slice(0, 2000))]),
    ...(answer.status >= 400 ? judgeErrorShape(answer, asked.method === 'HEAD') : []),
  ]
}

/** Holds an answer against all that is promised of it. */
export const createJudge =
  ({ contract, secrets }: JudgeOptions) =>
  (asked: Asked, answer: Answer | NoAnswer): Verdict => {
    const stopped = stoppedBefore(asked)
    const operation = contract.find(asked.method, asked.target)
    const by = operation?.operationId ?? noRoute
    if ('failure' in answer) {
      // A server that has refused a request need not read the rest of it.
      const excused = answer.failure === 'cut' && stopped.length > 0
      return { by: noService, faults: excused ? [] : [fault(`${by}: ${answer.failure}`, answer.reason)] }
    }
    if (isOfHost(answer) && !isPreflight(asked)) {
      const faults = stopped.includes(answer.status)
        ? named(noService, judgeHost(asked, answer))
        : [fault(`${by}: ${answer.status} that is not the service's`, answer.body.slice(0, 300))]
      return { by: noService, faults }
    }
    if (isOutsideApi(decodedPathOf(asked.target)))
      return { by: webApp, faults: named(webApp, judgeApp(asked, answer, secrets)) }
    const faults = [...judgeAny(asked, answer, secrets)]
    if (!operation) return { by, faults: named(by, [...faults, ...judgeUnrouted(asked, answer)]) }
    try {
      contract.check(asked.method, asked.target, answer, answer.body)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      faults.push(fault(message.slice(0, 60), message))
    }
    return { by, faults: named(by, faults) }
  }

const named = (by: string, faults: readonly Fault[]): readonly Fault[] =>
  faults.map(({ kind, message }) => ({ kind: `${by}: ${kind}`, message }))
