import { once } from 'node:events'
import { createServer, get } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { trackLiveResponses } from '../../../../src/adapters/http/live-responses.ts'
import { tetherStream } from '../../../../src/functions/http/tether-stream.ts'

const piece = new Uint8Array(64 * 1024)
const pieces = 2000
const find = trackLiveResponses(300)
const state = { read: 0, canceled: 0, failAt: Infinity, broken: 0, streamed: 0 }

const source = () =>
  new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        await new Promise((resolve) => setImmediate(resolve))
        if (state.read >= state.failAt) controller.error(new Error('storage is away'))
        else if (state.read >= pieces) controller.close()
        else {
          state.read += 1
          controller.enqueue(piece)
        }
      },
      cancel: () => {
        state.canceled += 1
      },
    },
    { highWaterMark: 0 },
  )

/** As `sendProxyResponse` of `@azure/functions`: it does not wait for the client, and leaves a failed response open. */
const sendAsTheLibrary = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const live = find(String(request.headers['x-ms-invocation-id']))
  if (!live) throw new Error('The response was not found')
  response.setHeader('content-length', pieces * piece.length)
  const content = tetherStream(source(), live, () => {
    state.broken += 1
  })
  try {
    for await (const bytes of content) response.write(bytes)
  } catch {
    state.streamed += 1
    return
  }
  response.end()
  state.streamed += 1
}

const server = createServer((request, response) => {
  sendAsTheLibrary(request, response).catch((error: unknown) => response.destroy(error as Error))
})
let port: number

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
})
beforeEach(() => {
  Object.assign(state, { read: 0, canceled: 0, failAt: Infinity, broken: 0, streamed: 0 })
})

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
const headers = (id: string) => ({ 'x-ms-invocation-id': id })
const receive = async (id: string) => {
  const request = get({ port, host: '127.0.0.1', headers: headers(id) })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return response
}
/** A client that sends a request and reads nothing. */
const openDeaf = (id: string) => {
  const socket = connect(port, '127.0.0.1')
  socket.pause()
  socket.on('error', () => undefined)
  socket.write(`GET / HTTP/1.1\r\nhost: a\r\nx-ms-invocation-id: ${id}\r\n\r\n`)
  return socket
}

describe('a streamed response', () => {
  test('reaches a client that reads, whole', async () => {
    let bytes = 0
    for await (const chunk of await receive('a')) bytes += (chunk as Buffer).length
    expect(bytes).toBe(pieces * piece.length)
    await until(() => state.streamed === 1 && find('a') === undefined)
    expect(state).toMatchObject({ read: pieces, broken: 0, canceled: 0, streamed: 1 })
  })

  test('is read no faster than the client takes it, and a client that takes nothing is cut', async () => {
    const socket = openDeaf('b')
    await until(() => state.streamed === 1)
    // What fits into the buffers of the sockets, of the 125 MB.
    expect(state.read).toBeLessThan(pieces / 4)
    expect(state).toMatchObject({ canceled: 1, broken: 0 })
    socket.destroy()
  })

  test('whose source breaks is an aborted connection, not a short response', async () => {
    state.failAt = 3
    const response = await receive('c')
    const read = async () => {
      for await (const _ of response);
    }
    await expect(read()).rejects.toThrow('aborted')
    expect(response.complete).toBe(false)
    await until(() => state.streamed === 1)
    expect(state).toMatchObject({ broken: 1, streamed: 1 })
  })

  test('whose source breaks before its first byte is aborted as well', async () => {
    state.failAt = 0
    await expect(receive('d')).rejects.toThrow('socket hang up')
    await until(() => state.streamed === 1)
  })

  test('cancels its source when the client goes away', async () => {
    const response = await receive('e')
    await once(response, 'readable')
    response.destroy()
    await until(() => state.streamed === 1)
    expect(state).toMatchObject({ canceled: 1, broken: 0 })
    expect(state.read).toBeLessThan(pieces)
    await until(() => find('e') === undefined)
  })
})
