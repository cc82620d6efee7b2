import type { Tokens } from './callers.ts'
import { compose, type Composer } from './compose.ts'
import type { WireRequest } from './draft.ts'
import type { Answer, NoAnswer, Sender } from './http/send.ts'
import type { Fault, Verdict, Asked } from './judge/judge.ts'
import type { Pool } from './pool.ts'
import type { Plan, Step } from './step.ts'
import type { Tally } from './tally.ts'

export interface Exchange {
  readonly request: WireRequest
  readonly answer: Answer | NoAnswer
  readonly faults: readonly Fault[]
}

export interface Exchanger {
  readonly api: string
  readonly composer: Composer
  readonly tokens: Tokens
  readonly pool: Pool
  readonly sender: Sender
  readonly judge: (asked: Asked, answer: Answer | NoAnswer) => Verdict
  readonly tally: Tally
}

const jsonOf = ({ headers, body }: Answer): unknown => {
  if (headers.get('content-type')?.startsWith('application/json') !== true) return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const pollEvery = 20
const polls = 250

/** Sends requests one by one, holds each answer against what is promised, and learns from it. */
export const createExchanger = ({ api, composer, pool, sender, judge, tally, tokens }: Exchanger) => {
  const exchange = async (
    request: WireRequest,
    params: Readonly<Record<string, string>>,
  ): Promise<Exchange> => {
    const answer = await sender.send(request)
    const { method, target, headers, body } = request
    const { by, faults } = judge({ method, target, headers, bodyBytes: body?.length ?? 0 }, answer)
    tally.count(by, 'failure' in answer ? answer.failure : answer.status)
    if (!('failure' in answer) && answer.status < 300)
      pool.learn({
        operationId: by,
        caller: request.caller,
        path: target.replace(/\?.*$/s, ''),
        params,
        etag: answer.headers.get('etag'),
        locations: ['location', 'operation-location'].flatMap((name) => answer.headers.get(name) ?? []),
        body: jsonOf(answer),
      })
    return { request, answer, faults }
  }

  /** Asks after long work until it has ended. */
  const waitFor = async (location: string): Promise<readonly Exchange[]> => {
    const request: WireRequest = {
      method: 'GET',
      target: `/api${location.slice(api.length)}`,
      headers: [
        ['Host', composer.host],
        ['Authorization', `Bearer ${tokens.admin}`],
      ],
      body: undefined,
      caller: 'admin',
    }
    for (let count = 0; count < polls; count += 1) {
      const asked = await exchange(request, {})
      if (asked.faults.length > 0 || 'failure' in asked.answer) return [asked]
      if (!/"status":"(?:NotStarted|Running)"/.test(asked.answer.body)) return []
      await new Promise((next) => setTimeout(next, pollEvery))
    }
    return [
      {
        request,
        answer: { failure: 'late', reason: 'work that never ends' },
        faults: [{ kind: 'work that never ends', message: location }],
      },
    ]
  }

  const takeStep = async (step: Step, projectPick: number): Promise<readonly Exchange[]> => {
    const { request, params } = compose(step, projectPick, composer)
    const done = await exchange(request, params)
    const location =
      'failure' in done.answer || !step.waits ? null : done.answer.headers.get('operation-location')
    return location?.startsWith(api) === true ? [done, ...(await waitFor(location))] : [done]
  }

  /** Up to the first fault. */
  return async ({ projectPick, steps }: Plan): Promise<readonly Exchange[]> => {
    const all: Exchange[] = []
    for (const step of steps) {
      all.push(...(await takeStep(step, projectPick)))
      if (all.some(({ faults }) => faults.length > 0)) break
    }
    return all
  }
}
