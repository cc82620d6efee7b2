import type { RawAnswers } from '../http/raw.ts'
import { isOfHost, judgeAny, judgeHost, type Fault } from './judge.ts'

export const onSocket = '(raw socket)'

/** What an HTTP server itself says to what is no proper request. */
const ofServer: ReadonlySet<number> = new Set([400, 401, 403, 404, 408, 413, 414, 421, 431, 500, 503])

/** Holds what came over a connection against what may come to bytes that are hardly a request. */
export const judgeRaw = (
  { answers, rest, failure }: RawAnswers,
  expected: number | undefined,
): readonly Fault[] => {
  const fault = (kind: string, message = kind): Fault => ({ kind: `${onSocket}: ${kind}`, message })
  const asked = { method: 'GET', target: '/', headers: [], bodyBytes: 0 }
  return [
    ...(failure?.failure === 'late' ? [fault('late', failure.reason)] : []),
    ...(expected !== undefined && (answers.length !== expected || rest !== '')
      ? [fault('not each request was answered', `${answers.length} of ${expected}: ${rest.slice(0, 300)}`)]
      : []),
    ...answers.flatMap((answer) => {
      if (isOfHost(answer) && !ofServer.has(answer.status))
        return [fault(`${answer.status} that is not the service's`, answer.body.slice(0, 300))]
      const faults = isOfHost(answer) ? judgeHost(asked, answer) : judgeAny(asked, answer, [])
      return faults.map(({ kind, message }) => fault(kind, message))
    }),
  ]
}
