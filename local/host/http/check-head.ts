import type { IncomingMessage } from 'node:http'

/** The limits of the web server in Azure's host; the first includes method, version and line end. */
const maxRequestLine = 8 * 1024
const maxHeaderBytes = 32 * 1024
const maxHeaders = 100

/** Node.js reads more of a head than the host takes, so that `refusalOfHead` can tell its faults apart. */
export const maxHeadBytes = 256 * 1024

type Head = Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'rawHeaders'>

/** `: ` and the line end, besides name and value. */
const headerOverhead = 4

/** True for text with a byte beyond ASCII: Node.js decodes headers as Latin-1, and refuses such a URL itself. */
const isBeyondAscii = (text: string): boolean => /[\x80-\uffff]/.test(text)

const pathOf = (url: string): string => url.split('?', 1)[0] ?? ''

/** The status by which the host refuses a request for its head alone; it closes the connection then. */
export const refusalOfHead = ({
  method = '',
  url = '',
  httpVersion,
  rawHeaders,
}: Head): 400 | 414 | 431 | undefined => {
  if (`${method} ${url} HTTP/${httpVersion}\r\n`.length > maxRequestLine) return 414
  if (pathOf(url).includes('%00')) return 400
  const pairs = rawHeaders.length / 2
  const bytes = rawHeaders.reduce((sum, text) => sum + text.length, pairs * headerOverhead)
  if (pairs > maxHeaders || bytes > maxHeaderBytes) return 431
  return rawHeaders.some(isBeyondAscii) ? 400 : undefined
}
