import type { HttpRequest, HttpResponseInit } from '@azure/functions'
import type { PlainResponse } from './error-response.ts'

export const isHead = ({ method }: Pick<HttpRequest, 'method'>): boolean => method === 'HEAD'

const bytesOf = (body: HttpResponseInit['body']): number | undefined => {
  if (typeof body === 'string') return Buffer.byteLength(body)
  return body instanceof Uint8Array ? body.byteLength : undefined
}

/** The response of a HEAD request: that of the GET with its length, without its body. Other responses are as they were. */
export const withoutBodyOfHead = (
  request: Pick<HttpRequest, 'method'>,
  response: PlainResponse,
): PlainResponse => {
  if (!isHead(request)) return response
  const { body, headers, ...rest } = response
  const length = bytesOf(body)
  return {
    ...rest,
    headers: { ...headers, ...(length === undefined ? {} : { 'content-length': String(length) }) },
  }
}
