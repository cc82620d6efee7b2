import { CosmosClient } from '@azure/cosmos'
import type { OperationInput, SqlQuerySpec } from '@azure/cosmos'
import { describe, expect, it } from '@jest/globals'
import { createEngineGateway } from '../../../support/engine-gateway.ts'

/** The gateway as another engine would meet it: what it does not know it refuses, and says so. */
const open = (consistencyLevel: 'Session' | 'Eventual' = 'Session') => {
  let clock = 1_700_000_000_000
  const gateway = createEngineGateway({ now: () => clock, throughput: 10_000 })
  const client = new CosmosClient({
    endpoint: 'https://account.documents.azure.test',
    key: 'YQ==',
    httpClient: gateway.httpClient,
    consistencyLevel,
    connectionPolicy: { enableEndpointDiscovery: false, retryOptions: { maxRetryAttemptCount: 0 } },
  })
  const container = client.database('etiquette').container('items')
  const batch = async (...operations: OperationInput[]) => {
    const { code, result = [] } = await container.items.batch(operations, 'p', {
      contentResponseOnWriteEnabled: false,
    })
    return { code, statuses: result.map(({ statusCode }) => statusCode) }
  }
  const query = async (sql: SqlQuerySpec, partitionKey: string | undefined = 'p') =>
    container.items.query(sql, { partitionKey, maxItemCount: 10 }).fetchNext()
  const advance = (ms: number): void => {
    clock += ms
  }
  return { gateway, container, batch, query, advance }
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
    'SELECT * FROM c ORDER BY c["queue"] ASC',
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
    expect((await batch(create('big', { text: 'x'.repeat(2 * 1024 * 1024) }))).statuses).toEqual([413])
  })

  it('charges the documented prices and throttles a partition at its units a second', async () => {
    const { batch, container, gateway, advance } = open()
    const charge = async (run: () => Promise<unknown>): Promise<number> => {
      const before = gateway.charges.length
      await run()
      return gateway.charges.slice(before).reduce((sum, one) => sum + one.charge, 0)
    }
    expect(await charge(async () => batch(create('a')))).toBeCloseTo(5.5, 1)
    expect(await charge(async () => container.item('a', 'p').read())).toBeCloseTo(1, 1)
    const large = { text: 'x'.repeat(100 * 1024 - 250) }
    expect(await charge(async () => batch(create('large', large)))).toBeCloseTo(55, 0)
    expect(await charge(async () => container.item('large', 'p').read())).toBeCloseTo(10, 1)
    let writes = 0
    const fill = async (): Promise<void> => {
      for (;;) {
        await batch(create(`i${writes}`, large))
        writes += 1
      }
    }
    await expect(fill()).rejects.toMatchObject({ cause: { code: 429, retryAfterInMs: 1000 } })
    expect(writes).toBe(181)
    advance(1000)
    await batch(create('later'))
  })
})
