import { startChild } from '../child.ts'
import { createCaller, requireOk } from '../http-client.ts'
import { secondsSince } from '../timings.ts'

const program = new URL('http-server.ts', import.meta.url)

/** About as much as a page of nine items and its answers are. */
const answerBytes = 4000
const requestBytes = 700
const seconds = 2

/** Requests a second of a bare `node:http` server, with the very client and as many callers as the labeling has. */
export const measureHttp = async (callers: number): Promise<number> => {
  const server = await startChild(program, [String(answerBytes)])
  const origin = `http://127.0.0.1:${server.port}`
  const body = JSON.stringify({ filler: 'x'.repeat(requestBytes) })
  const until = (from: number, length: number) => from + length * 1000
  let requests = 0

  const run = async (end: number): Promise<void> => {
    const caller = createCaller(origin)
    while (performance.now() < end) {
      requireOk(await caller.call('POST', '/', body), 'A bare request')
      requests += 1
    }
    caller.close()
  }
  const all = (end: number) => Promise.all(Array.from({ length: callers }, () => run(end)))

  await all(until(performance.now(), 0.5))
  requests = 0
  const began = performance.now()
  await all(until(began, seconds))
  const rate = requests / secondsSince(began)
  await server.stop()
  return rate
}
