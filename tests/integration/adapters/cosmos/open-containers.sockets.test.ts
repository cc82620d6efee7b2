import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { createCosmosStore, type CosmosOptions } from '../../../../src/adapters/cosmos/cosmos-store.ts'
import { create, item } from '../../../contracts/store/helpers.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** The store over the client's own connections, to a server that answers everything in one way. */
const open = async (
  answer: (response: ServerResponse, number: number) => void,
  deadlines: CosmosOptions['deadlines'] = {},
) => {
  let requests = 0
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      requests += 1
      answer(response, requests)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const store = createCosmosStore({
    endpoint: `http://127.0.0.1:${port}`,
    access: { key: 'YQ==' },
    database: 'etiquette',
    deadlines,
  })
  return { store, requests: () => requests }
}

const faults: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'no answer': () => {},
  'a body that stops half-way': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"id":')
  },
  'a connection that breaks half-way': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"id":', () => response.destroy())
  },
  'a connection that breaks at once': (response) => {
    response.destroy()
  },
  'a page of a proxy': (response) => {
    response.writeHead(502, { 'content-type': 'text/html' })
    response.end('<html>')
  },
}

describe('over real connections', () => {
  it.each(Object.keys(faults))('%s ends with the deadline', async (name) => {
    const { store, requests } = await open((response) => faults[name]?.(response), {
      read: 300,
      write: 300,
      attempt: 100,
    })
    for (const call of [
      async () => store.read('items', 'p', 'a'),
      async () => store.query('items', 'p', { where: [], orderBy: 'queue', limit: 5 }),
      async () => store.batch('items', 'p', [create(item('a'))]),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'ServiceUnavailable', retryAfter: 1 })
    }
    expect(requests()).toBeLessThan(60)
  })

  it('an answer that follows a broken connection is taken', async () => {
    const { store, requests } = await open((response, number) => {
      if (number === 1) response.destroy()
      else response.end(JSON.stringify({ id: 'a', kind: 'item', pk: 'p', _etag: '"1"', n: 1 }))
    })
    expect(await store.read('items', 'p', 'a')).toEqual({ document: item('a', { n: 1 }), etag: '1' })
    expect(requests()).toBe(2)
  })
})
