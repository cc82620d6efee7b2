import type { Tokens } from './callers.ts'
import { compose, type Composer } from './compose.ts'
import { toCurl, toSocket } from './curl.ts'
import type { WireRequest } from './draft.ts'
import { sendRaw } from './http/raw.ts'
import type { Answer, NoAnswer, Sender } from './http/send.ts'
import type { Fault, Verdict } from './judge/judge.ts'
import type { Asked } from './judge/stopped-before.ts'
import { judgeRaw, onSocket } from './judge/judge-raw.ts'
import type { Pool } from './pool.ts'
import type { RawRequest } from './raw-request.ts'
import type { Plan, Step } from './step.ts'
import type { Tally } from './tally.ts'

export interface Exchange {
  /** Sends the same again. */
  readonly command: () => string
  readonly faults: readonly Fault[]
}

interface Answered extends Exchange {
  readonly answer: Answer | NoAnswer
}

export interface Exchanger {
  readonly origin: string
  readonly composer: Composer
  readonly tokens: Tokens
  readonly pool: Pool
  readonly sender: Sender
  readonly judge: (asked: Asked, answer: Answer | NoAnswer) => Verdict
  readonly tally: Tally
}

/** How many of the last requests are kept for when the service dies of one. */
const kept = 8

const jsonOf = ({ headers, body }: Answer): unknown => {
  if (headers.get('content-type')?.startsWith('application/json') !== true) return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Milliseconds between two looks at long work: each time twice as long, until it is left to end by itself. */
const pauses = [10, 20, 40, 80, 160, 320, 640]

/** Sends requests one by one, holds each answer against what is promised, and learns from it. */
export const createExchanger = ({ origin, composer, pool, sender, judge, tally, tokens }: Exchanger) => {
  const begun = new Set<string>()
  const recent: (() => string)[] = []

  const note = (command: () => string): void => {
    recent.push(command)
    if (recent.length > kept) recent.shift()
  }
  const exchange = async (
    request: WireRequest,
    params: Readonly<Record<string, string>>,
  ): Promise<Answered> => {
    const command = () => toCurl(origin, request)
    note(command)
    const answer = await sender.send(request)
    const { method, target, headers, body } = request
    const { by, faults } = judge({ method, target, headers, bodyBytes: body?.length ?? 0 }, answer)
    tally.count(by, 'failure' in answer ? answer.failure : answer.status)
    if ('failure' in answer) return { command, answer, faults }
    const path = target.replace(/\?.*$/s, '')
    if (answer.status < 300)
      pool.learn({
        operationId: by,
        caller: request.caller,
        path,
        params,
        etag: answer.headers.get('etag'),
        locations: ['location', 'operation-location'].flatMap((name) => answer.headers.get(name) ?? []),
        body: jsonOf(answer),
      })
    if (answer.status === 404 || (method === 'DELETE' && answer.status < 300)) pool.forget(path)
    return { command, answer, faults }
  }

  const exchangeRaw = async ({ bytes, answers }: RawRequest): Promise<Exchange> => {
    const command = () => toSocket(origin, bytes)
    note(command)
    const outcome = await sendRaw(origin, bytes, answers)
    const faults = judgeRaw(outcome, answers)
    for (const { status } of outcome.answers) tally.count(onSocket, status)
    if (outcome.answers.length === 0) tally.count(onSocket, outcome.failure?.failure ?? 'closed')
    return { command, faults }
  }

  /** Asks after long work until it has ended, or takes too long to wait for. */
  const waitFor = async (location: string): Promise<readonly Exchange[]> => {
    const request: WireRequest = {
      method: 'GET',
      target: location.slice(origin.length),
      headers: [
        ['Host', composer.host],
        ['Authorization', `Bearer ${tokens.admin}`],
      ],
      body: undefined,
      caller: 'admin',
    }
    for (const pause of pauses) {
      const asked = await exchange(request, {})
      if (asked.faults.length > 0 || 'failure' in asked.answer) return [asked]
      if (!/"status":"(?:NotStarted|Running)"/.test(asked.answer.body)) return []
      await new Promise((next) => setTimeout(next, pause))
    }
    return []
  }

  const takeStep = async (step: Step, projectPick: number): Promise<readonly Exchange[]> => {
    const { request, params } = compose(step, projectPick, composer)
    const done = await exchange(request, params)
    const location = 'failure' in done.answer ? null : done.answer.headers.get('operation-location')
    if (location?.startsWith(`${origin}/`) !== true) return [done]
    begun.add(location)
    return step.waits ? [done, ...(await waitFor(location))] : [done]
  }

  /** Up to the first fault. */
  const perform = async (plan: Plan | RawRequest): Promise<readonly Exchange[]> => {
    if ('bytes' in plan) return [await exchangeRaw(plan)]
    const { projectPick, steps } = plan
    const all: Exchange[] = []
    for (const step of steps) {
      all.push(...(await takeStep(step, projectPick)))
      if (all.some(({ faults }) => faults.length > 0)) break
    }
    return all
  }
  return { perform, begun, recent: () => recent.map((command) => command()) }
}
