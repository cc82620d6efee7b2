import { randomUUID } from 'node:crypto'

const sane = /^[a-zA-Z0-9._-]{8,64}$/

/** The id that stands in the answer and in the logs: the caller's own, if it is one that can stand in a log line. */
export const requestIdOf = (headers: Headers): string => {
  const given = headers.get('x-ms-client-request-id') ?? headers.get('x-request-id')
  return given !== null && sane.test(given) ? given : randomUUID()
}
