import type { RawAnswers } from '../http/raw.ts'
import { judgeAny, type Fault } from './judge.ts'

export const onSocket = '(raw socket)'

/** What an HTTP server itself says to what is no proper request. */
const ofServer: ReadonlySet<number> = new Set([400, 401, 404, 408, 413, 414, 421, 431, 500])

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
    ...answers.flatMap((answer) =>
      answer.headers.has('x-ms-request-id')
        ? judgeAny(asked, answer, []).map(({ kind, message }) => fault(kind, message))
        : ofServer.has(answer.status)
          ? []
          : [fault(`${answer.status} that is not the service's`, answer.body.slice(0, 300))],
    ),
  ]
}
