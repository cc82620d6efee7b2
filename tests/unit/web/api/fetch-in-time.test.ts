import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { fetchInTime } from '../../../../web/src/api/fetch-in-time.ts'
import { NetworkProblem } from '../../../../web/src/api/problem.ts'

const minute = 60_000
const almost = minute - 1

beforeEach(() => {
  jest.useFakeTimers()
})

afterEach(() => {
  jest.useRealTimers()
  jest.restoreAllMocks()
})

/** A network that answers as the test says, and ends what is ended. */
const connect = () => {
  let respond: () => void = () => undefined
  let part: (text: string | undefined) => void = () => undefined
  jest.spyOn(globalThis, 'fetch').mockImplementation(
    (_, init) =>
      new Promise((resolve, reject) => {
        const { signal } = init ?? {}
        const body = new ReadableStream({
          start: (controller) => {
            part = (text) => (text === undefined ? controller.close() : controller.enqueue(Buffer.from(text)))
            signal?.addEventListener('abort', () => controller.error(signal.reason))
          },
        })
        signal?.addEventListener('abort', () => reject(signal.reason))
        respond = () => resolve(new Response(body, { status: 201, headers: { etag: '"1"' } }))
      }),
  )
  return { respond: () => respond(), part: (text?: string) => part(text) }
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms)
const request = (signal?: AbortSignal) => new Request('http://service.test/a', signal ? { signal } : {})
/** What comes of it, and no failure that nobody waits for. */
const settle = <Result>(work: Promise<Result>): Promise<unknown> => work.catch((error: unknown) => error)

test('a response that does not begin is ended', async () => {
  connect()
  const result = settle(fetchInTime(request()))
  await pass(minute)
  expect(await result).toBeInstanceOf(NetworkProblem)
})

test('a body takes as long as its parts come', async () => {
  const { respond, part } = connect()
  const pending = fetchInTime(request())
  await pass(almost)
  respond()
  const response = await pending
  expect([response.status, response.headers.get('etag')]).toEqual([201, '"1"'])
  const text = response.text()
  for (const letter of 'abc') {
    await pass(almost)
    part(letter)
  }
  await pass(almost)
  part()
  expect(await text).toBe('abc')
})

test('a body that stops is ended, and a reader that pauses does not end it', async () => {
  const { respond, part } = connect()
  const pending = fetchInTime(request())
  await pass(0)
  respond()
  const reader = (await pending).body?.getReader()
  part('a')
  await reader?.read()
  await pass(10 * minute)
  part('b')
  expect(await reader?.read()).toMatchObject({ done: false })
  const result = settle(Promise.resolve(reader?.read()))
  await pass(minute)
  expect(await result).toBeInstanceOf(NetworkProblem)
})

test('a response that has no body stays as it is, also where the browser gives it a stream', async () => {
  const empty = new Response(null, { status: 204, headers: { etag: '"1"' } })
  Object.defineProperty(empty, 'body', { value: new ReadableStream({ start: (body) => body.close() }) })
  jest.spyOn(globalThis, 'fetch').mockResolvedValue(empty)
  expect(await fetchInTime(request())).toBe(empty)
})

test('what the caller ends is no fault of the network', async () => {
  connect()
  const own = new AbortController()
  const result = settle(fetchInTime(request(own.signal)))
  await pass(0)
  own.abort()
  expect(await result).toMatchObject({ name: 'AbortError' })
})
