import { randomUUID } from 'node:crypto'

const validId = /^[a-zA-Z0-9._-]{8,64}$/

/** The request id for the response and the logs: the id of the caller if it is safe in a log line, otherwise a new one. */
export const requestIdOf = (headers: Headers): string => {
  const requested = headers.get('x-ms-client-request-id') ?? headers.get('x-request-id')
  return requested !== null && validId.test(requested) ? requested : randomUUID()
}
