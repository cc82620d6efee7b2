import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { Socket } from 'node:net'
import { readBody, RequestBodyError } from '../../../../../local/host/http/body.ts'
import { createRoom } from '../../../../../local/host/http/room.ts'

const incoming = (headers: Readonly<Record<string, string>>) =>
  Object.assign(new PassThrough(), { headers, socket: new Socket() })
const limits = (maxBytes: number, room = 10_000) => ({
  maxBytes,
  takeRoom: createRoom({ limit: room, what: 'bodies', log: () => {} }),
})

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0)
  jest.useRealTimers()
})

describe('the body of a request', () => {
  test('is read whole', async () => {
    const req = incoming({ 'content-length': '4' })
    const body = readBody(req, limits(4))
    req.write('ab')
    req.end('cd')
    expect(String(await body)).toBe('abcd')
  })

  test('is none where none is announced', async () => {
    expect(await readBody(incoming({}), limits(4))).toBeUndefined()
    expect(await readBody(incoming({ 'content-length': '0' }), limits(4))).toBeUndefined()
  })

  test('is read and dropped if its length is not announced', async () => {
    const req = incoming({ 'transfer-encoding': 'chunked' })
    const body = readBody(req, limits(4))
    req.end('abcd')
    expect([await body, req.readableEnded]).toEqual([undefined, true])
  })

  test.each([{ 'content-length': '5' }, { 'transfer-encoding': 'chunked' }])(
    'is refused beyond the limit: %j',
    async (headers) => {
      const req = incoming(headers)
      const body = expect(readBody(req, limits(4))).rejects.toThrow(RequestBodyError)
      req.end('abcde')
      await body
    },
  )

  test('that is announced and not sent is refused after five seconds', async () => {
    const refused = jest.fn()
    readBody(incoming({ 'content-length': '5' }), limits(10)).catch(refused)
    await jest.advanceTimersByTimeAsync(4_900)
    expect(refused).not.toHaveBeenCalled()
    await jest.advanceTimersByTimeAsync(1_100)
    expect(refused).toHaveBeenCalledWith(expect.objectContaining({ message: 'it arrives too slowly' }))
  })

  test.each([
    [300, true],
    [200, false],
  ])('that comes with %i bytes a second is taken: %p', async (perSecond, taken) => {
    const req = incoming({ 'content-length': '9000' })
    const outcome = readBody(req, limits(10_000)).then(
      () => true,
      () => false,
    )
    for (let sent = 0; sent < 9000; sent += perSecond) {
      req.write('x'.repeat(perSecond))
      await jest.advanceTimersByTimeAsync(1000)
    }
    req.end()
    expect(await outcome).toBe(taken)
  })

  test('that takes longer than two minutes is refused, however fast it began', async () => {
    const req = incoming({ 'content-length': '99999' })
    const refused = jest.fn()
    readBody(req, limits(100_000, 100_000)).catch(refused)
    req.write('x'.repeat(90_000))
    await jest.advanceTimersByTimeAsync(119_000)
    expect(refused).not.toHaveBeenCalled()
    await jest.advanceTimersByTimeAsync(1_000)
    expect(refused).toHaveBeenCalledWith(expect.any(RequestBodyError))
  })

  test('that others need the room of is refused, and one that is dropped needs none', async () => {
    const shared = limits(6, 10)
    const first = expect(readBody(incoming({ 'content-length': '6' }), shared)).rejects.toThrow(
      'others need its room',
    )
    const dropped = incoming({ 'transfer-encoding': 'chunked' })
    const last = incoming({ 'content-length': '6' })
    const bodies = Promise.all([readBody(dropped, shared), readBody(last, shared)])
    await first
    dropped.end('abcdef')
    last.end('abcdef')
    expect((await bodies).map(String)).toEqual(['undefined', 'abcdef'])
  })

  test('gives its room back', async () => {
    const shared = limits(6, 10)
    for (let time = 0; time < 3; time += 1) {
      const req = incoming({ 'content-length': '6' })
      const body = readBody(req, shared)
      req.end('abcdef')
      expect(String(await body)).toBe('abcdef')
    }
  })

  test('that breaks off is the error of its connection', async () => {
    const reset = new Error('reset')
    const req = incoming({ 'content-length': '5' })
    const body = expect(readBody(req, limits(10))).rejects.toBe(reset)
    req.destroy(reset)
    await body
    const closed = incoming({ 'content-length': '5' })
    const cut = expect(readBody(closed, limits(10))).rejects.toThrow('it broke off')
    closed.destroy()
    await cut
  })
})
