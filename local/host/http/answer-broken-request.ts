import { METHODS, STATUS_CODES } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { ownResponse } from './own-response.ts'

/** The error of Node.js for a request that its parser does not take. */
export interface ParserError extends Error {
  readonly code?: string
  readonly rawPacket?: Uint8Array
  readonly bytesParsed?: number
}

const maxRequestLine = 8 * 1024

const textOf = (packet: Uint8Array = new Uint8Array()): string => Buffer.from(packet).toString('latin1')

/** No route has a method that Node.js does not know; of those that it knows it refuses the spelling only. */
const hasUnknownMethod = ({ rawPacket, bytesParsed = 0 }: ParserError): boolean => {
  const text = textOf(rawPacket)
  const line = text.slice(text.lastIndexOf('\n', Math.max(0, bytesParsed - 1)) + 1)
  const [, method] = /^([!#$%&'*+.^`|~\w-]+) \S+ HTTP\/1\.[01]\r?\n/.exec(line) ?? []
  return method !== undefined && !METHODS.includes(method.toUpperCase())
}

const beginsWithLongLine = ({ rawPacket }: ParserError): boolean => {
  const end = textOf(rawPacket).indexOf('\n')
  return end === -1 || end > maxRequestLine
}

/** The status by which Azure's host refuses such a request. @param inBody True if the function reads the body by then. */
export const statusOfParserError = (error: ParserError, inBody: boolean): number => {
  const { code } = error
  if (inBody && code !== 'HPE_INVALID_TRANSFER_ENCODING') return 500
  if (code === 'HPE_INVALID_METHOD') return hasUnknownMethod(error) ? 404 : 400
  if (code === 'HPE_HEADER_OVERFLOW') return beginsWithLongLine(error) ? 414 : 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}

/** How much more of a broken request is taken, and for how long. */
const mostDropped = 2 ** 20
const longestDropMs = 1_000

/**
 * Takes what the client still sends, and drops it: closing a connection with unread bytes in it would take the response from the client.
 * The parser, which would find the same fault again, gets none of it.
 */
const dropRest = (socket: Duplex): void => {
  let size = 0
  const stop = (): void => void socket.destroy()
  const timer = setTimeout(stop, longestDropMs)
  socket
    .removeAllListeners('data')
    .on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > mostDropped) stop()
    })
    .once('end', stop)
    .once('error', stop)
    .once('close', () => clearTimeout(timer))
    .resume()
}

/** Responds and closes the connection. @param current The last response on it. */
export const answerBrokenRequest = (
  error: ParserError,
  socket: Duplex,
  current: ServerResponse | undefined,
): void => {
  const isOpen = current !== undefined && !current.writableFinished
  if (!socket.writable || (isOpen && current.headersSent)) {
    socket.destroy(error)
    return
  }
  const status = statusOfParserError(error, isOpen && !current.req.complete)
  const { headers, body } = ownResponse(status)
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ]
  dropRest(socket)
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
}
