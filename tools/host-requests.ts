import { once } from 'node:events'
import { connect } from 'node:net'

/** A request as it is on the wire, and the status that the Functions host of Azure (4.1037) and the embedded one answer. */
export interface HostRequest {
  readonly line: string
  readonly headers?: readonly string[]
  readonly body?: string
  readonly status: number
}

const json = 'Content-Type: application/json'

/** Without a token: what hosts and the service's first layers decide. */
export const hostRequests: readonly HostRequest[] = [
  { line: 'GET /api/health', status: 200 },
  { line: 'GET /api/openapi.json', status: 200 },
  { line: 'GET /api/docs', status: 200 },
  { line: 'GET /api/x/../health', status: 200 },
  { line: 'GET /api/%2e%2e/api/health', status: 200 },
  { line: 'GET /API/HEALTH', status: 200 },
  // Outside the API is the web app, for two methods.
  { line: 'GET /', status: 200 },
  { line: 'HEAD /', status: 200 },
  { line: 'POST /', status: 204 },
  { line: 'GET /app-config.json', status: 200 },
  { line: 'GET /assets/no-such-file.js', status: 404 },
  { line: 'PUT /assets/no-such-file.js', status: 404 },
  { line: 'GET //x', status: 404 },
  { line: 'GET /admin/host/status', status: 401 },
  { line: 'GET /api/no-such-route', status: 404 },
  { line: 'GET /api', status: 404 },
  { line: 'GET /api//health', status: 404 },
  { line: 'GET /api/projects', status: 401 },
  { line: 'GET /api/projects/none', status: 401 },
  // Each method of a path has its function; none may be hidden by another one.
  { line: 'PUT /api/projects/none', headers: [json], body: '{}', status: 401 },
  { line: 'PATCH /api/projects/none', headers: [json], body: '{}', status: 401 },
  { line: 'DELETE /api/projects/none', status: 401 },
  { line: 'POST /api/projects/none/pages', headers: [json], body: '{}', status: 401 },
  { line: 'POST /api/projects/none/reject-items', headers: [json], body: '{}', status: 401 },
  { line: 'GET /api/projects', headers: ['Authorization: Bearer x.y.z'], status: 401 },
  { line: 'GET /api/health', headers: ['X-MS-CLIENT-PRINCIPAL: e30='], status: 200 },
  { line: 'DELETE /api/health', status: 405 },
]

/** Bounds only what hangs: a request is answered at once. */
const answerMs = 60_000

/** @returns The status of the answer, 0 if there is none, or none in time */
export const sendHostRequest = async (
  url: string,
  { line, headers = [], body = '' }: HostRequest,
  within = answerMs,
): Promise<number> => {
  const { hostname, port, host } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const closed = new Promise((done) => socket.once('close', done))
  const timer = setTimeout(() => socket.destroy(), within)
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]
  const head = [`${line} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...headers, ...length]
  let text = ''
  socket.on('data', (chunk) => (text += String(chunk)))
  // A connection that breaks is no answer, or part of one.
  socket.on('error', () => undefined)
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  await closed
  clearTimeout(timer)
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)
}
