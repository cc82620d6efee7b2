import { CosmosClient } from '@azure/cosmos'
import type { OperationInput, SqlQuerySpec } from '@azure/cosmos'
import { describe, expect, it } from '@jest/globals'
import { createEngineGateway } from '../../../support/engine-gateway.ts'
import type { EngineGatewayOptions } from '../../../support/engine-gateway.ts'

/** The gateway as another engine would meet it: what it does not know it refuses, and says so. */
const open = (
  consistencyLevel: 'Session' | 'Eventual' = 'Session',
  options: Partial<EngineGatewayOptions> = {},
) => {
  let clock = 1_700_000_000_000
  const gateway = createEngineGateway({ now: () => clock, throughput: 10_000, ...options })
  const client = new CosmosClient({
    endpoint: 'https://account.documents.azure.test',
    key: 'YQ==',
    httpClient: gateway.httpClient,
    consistencyLevel,
    connectionPolicy: { enableEndpointDiscovery: false, retryOptions: { maxRetryAttemptCount: 0 } },
  })
  const container = client.database('etiquette').container('items')
  const workspace = client.database('etiquette').container('workspace')
  const batchIn = async (partition: string, ...operations: OperationInput[]) => {
    const { code, result = [] } = await container.items.batch(operations, partition, {
      contentResponseOnWriteEnabled: false,
    })
    return { code, statuses: result.map(({ statusCode }) => statusCode) }
  }
  const batch = async (...operations: OperationInput[]) => batchIn('p', ...operations)
  const query = async (sql: SqlQuerySpec, partitionKey: string | undefined = 'p') =>
    container.items.query(sql, { partitionKey, maxItemCount: 10 }).fetchNext()
  const advance = (ms: number): void => {
    clock += ms
  }
  return { gateway, container, workspace, batch, batchIn, query, advance }
}

const create = (id: string, more: object = {}): OperationInput => ({
  operationType: 'Create',
  resourceBody: { id, pk: 'p', kind: 'item', ...more },
})

describe('the gateway', () => {
  it('refuses plain writes, queries over partitions and weaker consistency', async () => {
    const { container, gateway, query } = open()
    await expect(container.items.create({ id: 'a', pk: 'p' })).rejects.toMatchObject({ code: 400 })
    await expect(container.item('a', 'p').delete()).rejects.toMatchObject({ code: 400 })
    const all = container.items.query('SELECT * FROM c ORDER BY c["kind"] ASC, c["id"] ASC', {
      maxItemCount: 5,
    })
    await expect(all.fetchNext()).rejects.toMatchObject({ code: 400 })
    await expect(query({ query: 'SELECT * FROM c' }, 'p')).rejects.toMatchObject({ code: 400 })
    expect(gateway.complaints.length).toBeGreaterThan(2)
    await expect(open('Eventual').container.item('a', 'p').read()).rejects.toMatchObject({ code: 400 })
  })

  it.each([
    'SELECT c.id FROM c',
    'SELECT * FROM c ORDER BY c["colour"] ASC',
    'SELECT * FROM c ORDER BY c["id"] ASC',
    'SELECT * FROM c ORDER BY c["path"] ASC, c["queue"] ASC',
    'SELECT * FROM c ORDER BY c["queue"] ASC, c["id"] DESC',
    'SELECT * FROM c WHERE c["colour"] = @p0 ORDER BY c["kind"] ASC, c["id"] ASC',
    'SELECT * FROM c WHERE c["kind"] = @p0 OR true ORDER BY c["kind"] ASC, c["id"] ASC',
    'SELECT * FROM c WHERE c["kind"] = @p1 ORDER BY c["kind"] ASC, c["id"] ASC',
    'SELECT * FROM c WHERE c["kind"] = "item" ORDER BY c["kind"] ASC, c["id"] ASC',
  ])('refuses %s', async (text) => {
    const { query } = open()
    await expect(query({ query: text, parameters: [{ name: '@p0', value: 'x' }] })).rejects.toMatchObject({
      code: 400,
    })
  })

  it('does a batch whole or not at all, and says of each operation what became of it', async () => {
    const { batch, container } = open()
    expect(await batch(create('a'), create('b'))).toEqual({ code: 200, statuses: [201, 201] })
    expect(await batch(create('c'), create('a'), create('d'))).toEqual({
      code: 207,
      statuses: [424, 409, 424],
    })
    expect((await container.item('c', 'p').read()).statusCode).toBe(404)
    const patch = (...operations: { op: 'incr'; path: string; value: number }[]): OperationInput => {
      return { operationType: 'Patch', id: 'a', resourceBody: { operations } }
    }
    const one = { op: 'incr', path: '/n', value: 1 } as const
    expect((await batch(patch(...Array.from({ length: 10 }, () => one)))).statuses).toEqual([200])
    expect((await batch(patch(...Array.from({ length: 11 }, () => one)))).statuses).toEqual([400])
    expect((await batch(patch({ op: 'incr', path: '/no/n', value: 1 }))).statuses).toEqual([400])
    const elsewhere: OperationInput = { operationType: 'Create', resourceBody: { id: 'e', pk: 'q' } }
    expect((await batch(elsewhere)).statuses).toEqual([400])
    for (const path of ['/_w', '/_etag', '/id', '/pk'])
      expect((await batch(patch({ op: 'incr', path, value: 1 }))).statuses).toEqual([400])
  })

  it('charges the documented prices and throttles a partition at its units a second', async () => {
    const { batch, batchIn, container, workspace, gateway, advance } = open()
    const charge = async (run: () => Promise<unknown>): Promise<number> => {
      const before = gateway.charges.length
      await run()
      return gateway.charges.slice(before).reduce((sum, one) => sum + one.charge, 0)
    }
    expect(await charge(async () => batch(create('a')))).toBeCloseTo(5.5, 0)
    expect(await charge(async () => container.item('a', 'p').read())).toBeCloseTo(1, 1)
    const large = { text: 'x'.repeat(100 * 1024 - 250) }
    expect(await charge(async () => batch(create('large', large)))).toBeCloseTo(50.3, 1)
    expect(await charge(async () => container.item('large', 'p').read())).toBeCloseTo(10, 1)
    let writes = 0
    const fill = async (): Promise<void> => {
      for (;;) {
        await batch(create(`i${writes}`, large))
        writes += 1
      }
    }
    await expect(fill()).rejects.toMatchObject({ cause: { code: 429, retryAfterInMs: 1000 } })
    expect(writes).toBe(198)
    // All partitions of a container share the physical one; another container has its own.
    await expect(batchIn('q', create('q', { pk: 'q' }))).rejects.toMatchObject({ cause: { code: 429 } })
    expect((await workspace.item('a', 'p').read()).statusCode).toBe(404)
    advance(1000)
    await batch(create('later'))
  })

  it('counts the whole of a request against its 2 MB, not the documents alone', async () => {
    const { batch } = open()
    const creates = (bytes: number): OperationInput[] =>
      Array.from({ length: 99 }, (_, index) => create(`i${index}`, { text: 'x'.repeat(bytes) }))
    const room = 2 * 1024 * 1024 - 8 * 1024
    await expect(batch(...creates(Math.floor(room / 99)))).rejects.toMatchObject({ cause: { code: 413 } })
    expect((await batch(...creates(Math.floor((room - 4096) / 99)))).code).toBe(200)
    await expect(batch(create('big', { text: 'x'.repeat(2 * 1024 * 1024) }))).rejects.toMatchObject({
      cause: { code: 413 },
    })
  })

  it('charges a failed operation 1.24, those beside it nothing, and index values beyond the fifth', async () => {
    const { batch, gateway } = open()
    const lastCharge = () => gateway.charges.at(-1)?.charge ?? 0
    await batch(create('a'))
    const plain = lastCharge()
    await batch(create('b', { classes: ['c1', 'c2', 'c3'] }))
    expect(lastCharge() - plain).toBeCloseTo(0.1, 5)
    await batch(create('c'), create('a'), create('d'))
    expect(lastCharge()).toBe(1.24)
    await batch({ operationType: 'Delete', id: 'none' })
    expect(lastCharge()).toBe(1.24)
    await batch({ operationType: 'Delete', id: 'a' })
    expect(lastCharge()).toBeCloseTo(plain, 5)
  })

  it('charges the deletion of what expired, and frees the id only then', async () => {
    const { batch, container, gateway, advance } = open('Session', { purgeDelay: 60_000 })
    await batch(create('a', { ttl: 10 }), create('b'))
    const created = gateway.charges.at(-1)?.charge ?? 0
    advance(10_000)
    expect((await container.item('a', 'p').read()).statusCode).toBe(404)
    expect((await batch(create('a'))).statuses).toEqual([409])
    expect((await batch({ operationType: 'Delete', id: 'a' })).statuses).toEqual([404])
    expect(gateway.charges.filter(({ kind }) => kind === 'expiry')).toEqual([])
    advance(60_000)
    expect((await batch(create('a'))).statuses).toEqual([201])
    const [expiry, ...more] = gateway.charges.filter(({ kind }) => kind === 'expiry')
    expect(more).toEqual([])
    expect(expiry).toMatchObject({ container: 'items', partition: 'p' })
    expect(expiry?.charge).toBeCloseTo(created / 2, 1)
  })

  it('refuses one of two batches that meet in a document, where that is wanted', async () => {
    const { batch, batchIn } = open('Session', { contention: true })
    const patch: OperationInput = {
      operationType: 'Patch',
      id: 'a',
      resourceBody: { operations: [{ op: 'incr', path: '/n', value: 1 }] },
    }
    await batch(create('a'))
    const outcomes = await Promise.allSettled([
      batch(patch),
      batch(patch),
      batch(create('b')),
      batchIn('q', create('a', { pk: 'q' })),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect(outcomes[1]).toMatchObject({ reason: { cause: { code: 449 } } })
    expect((await batch(patch)).code).toBe(200)
  })

  it('shows all documents of a container, with their partitions, but none that has expired', async () => {
    const { batch, batchIn, gateway, advance } = open()
    await batch(create('a'), create('b', { ttl: 10 }))
    await batchIn('q', create('a', { pk: 'q', n: 1 }))
    const seen = () =>
      gateway.documents('items').map(({ partition, document }) => [partition, document['id']].join(' '))
    expect(seen()).toEqual(['p a', 'p b', 'q a'])
    advance(10_000)
    expect(seen()).toEqual(['p a', 'q a'])
    expect(gateway.documents('items').at(-1)?.document).toMatchObject({ n: 1, kind: 'item' })
    expect(gateway.documents('workspace')).toEqual([])
  })

  it('tells its own time', async () => {
    const { gateway, container, advance } = open()
    const dates: (string | undefined)[] = []
    const { sendRequest } = gateway.httpClient
    gateway.httpClient.sendRequest = async (request) => {
      const response = await sendRequest(request)
      dates.push(response.headers.get('date'))
      return response
    }
    await container.item('a', 'p').read()
    advance(3_600_000)
    await container.item('a', 'p').read()
    expect(dates).toEqual(['Tue, 14 Nov 2023 22:13:20 GMT', 'Tue, 14 Nov 2023 23:13:20 GMT'])
  })
})
