import { describe, expect, it } from '@jest/globals'
import { containerSettings } from '../../../../src/adapters/cosmos/indexing-policy.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { create, filled, idsOf, item, items, newPartition, write } from '../../../contracts/store/helpers.ts'
import type { Fault } from '../../../../local/cosmos-gateway/faults.ts'
import { uniformLag } from '../../../../local/cosmos-gateway/replicas.ts'
import { openTestStore } from './test-store.ts'

const numbered = (count: number) =>
  Array.from({ length: count }, (_, queue) => item(`i${String(queue).padStart(3, '0')}`, { queue }))

const onNth = (nth: number, fault: Fault) => {
  let seen = -1
  return (): Fault | undefined => {
    seen += 1
    return seen === nth ? fault : undefined
  }
}

describe('traps of the service and of its client', () => {
  it('a missing document resolves, but a session that is behind or a missing container is not one', async () => {
    const partition = newPartition()
    const { store, gateway } = openTestStore()
    expect(await store.read('items', partition, 'a')).toBeUndefined()
    expect(gateway.requests).toHaveLength(1)
    const behind = openTestStore({ fault: () => ({ status: 404, substatus: 1002 }) })
    await expect(behind.store.read('items', partition, 'a')).rejects.toMatchObject({
      code: 'ServiceUnavailable',
    })
    const missing = openTestStore({ fault: () => ({ status: 404, substatus: 1003 }) })
    await expect(missing.store.read('items', partition, 'a')).rejects.toMatchObject({
      code: 'ServiceUnavailable',
    })
    expect(missing.gateway.requests).toHaveLength(1)
  })

  it('an aborted batch resolves with 207: it is read operation by operation', async () => {
    const { store } = openTestStore()
    const partition = newPartition()
    const [etag = ''] = await write(store, partition, [create(item('a'))])
    const result = await store.batch('items', partition, [
      create(item('b')),
      { type: 'delete', id: 'a', ifMatch: 'stale' },
      { type: 'replace', document: item('a'), ifMatch: etag },
    ])
    expect(result).toEqual({ ok: false, index: 1, failure: 'EtagMismatch' })
  })

  it('a failure inside a batch that passes is tried again', async () => {
    const busy = [
      { statusCode: 424, requestCharge: 0 },
      { statusCode: 449, requestCharge: 0 },
    ]
    const { store, waits } = openTestStore({ fault: onNth(0, { status: 207, text: JSON.stringify(busy) }) })
    const result = await store.batch('items', newPartition(), [create(item('a')), create(item('b'))])
    expect(result.ok).toBe(true)
    expect(waits).toHaveLength(1)
  })

  it('a batch answer with too few or no results is not taken for a success', async () => {
    for (const text of ['', '[]', '[{"statusCode":201,"requestCharge":1}]']) {
      const { store } = openTestStore({ fault: onNth(0, { status: 200, text }) })
      const partition = newPartition()
      const result = await store.batch('items', partition, [create(item('a')), create(item('b'))])
      expect(result.ok).toBe(true)
      expect(await store.read('items', partition, 'a')).toBeDefined()
    }
  })

  it.each(['', '[]', '[{"statusCode":424,"requestCharge":0}]'])(
    'a delete whose answer is %j is not done',
    async (text) => {
      let failing = false
      const { store } = openTestStore({
        fault: () => {
          const fault = failing ? { status: 200, text } : undefined
          failing = false
          return fault
        },
      })
      const partition = newPartition()
      const [ifMatch = ''] = await write(store, partition, [create(item('a'))])
      failing = true
      expect(await write(store, partition, [{ type: 'delete', id: 'a', ifMatch }])).toEqual([''])
      expect(await store.read('items', partition, 'a')).toBeUndefined()
    },
  )

  it('the error of a throttled batch hides its status and how long to wait', async () => {
    const { store, waits } = openTestStore({ fault: onNth(0, { status: 429, retryAfter: 900 }) })
    await store.batch('items', newPartition(), [create(item('a'))])
    expect(waits).toHaveLength(1)
    expect(waits[0]).toBeGreaterThanOrEqual(900)
  })

  it('the client repeats nothing by itself but a read whose connection broke', async () => {
    const faults: readonly Fault[] = [
      { status: 429, retryAfter: 1 },
      { status: 503 },
      { reset: 'ENOTFOUND' },
      { reset: 'REQUEST_SEND_ERROR' },
      { hang: 'until aborted' },
    ]
    for (const fault of faults) {
      const { store, gateway, waits } = openTestStore(
        { fault: onNth(0, fault) },
        { deadlines: { attempt: 15 } },
      )
      await store.read('items', newPartition(), 'a')
      expect([fault, gateway.requests.length, waits.length]).toEqual([fault, 2, 1])
    }
  })

  it('the empty condition and the star would replace whatever is there: they match nothing', async () => {
    const { store } = openTestStore()
    const partition = await filled(store, [item('a', { n: 1 })])
    for (const ifMatch of ['', '*']) {
      const mismatch = { ok: false, index: 0, failure: 'EtagMismatch' }
      const document = item('a', { n: 2 })
      expect(await store.batch('items', partition, [{ type: 'replace', document, ifMatch }])).toEqual(
        mismatch,
      )
      expect(await store.batch('items', partition, [{ type: 'delete', id: 'a', ifMatch }])).toEqual(mismatch)
    }
  })

  it('an increment of more than ten paths is several operations, and still one to the caller', async () => {
    const { store } = openTestStore()
    const partition = await filled(store, [item('a')])
    const by = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`n${index}`, index]))
    const etags = await write(store, partition, [{ type: 'increment', id: 'a', by }, create(item('b'))])
    const [a, b] = await store.readMany('items', partition, ['a', 'b'])
    expect(a?.document).toEqual({ ...item('a'), ...by })
    expect(etags).toEqual([a?.etag, b?.etag])
    const result = await store.batch('items', partition, [
      { type: 'increment', id: 'a', by },
      create(item('b')),
    ])
    expect(result).toEqual({ ok: false, index: 1, failure: 'AlreadyExists' })
  })

  it.each([0, 1, 3])('pages may be shorter than asked for, or empty: %i a page', async (size) => {
    let page = 0
    const pageSize = (asked: number): number => {
      page += 1
      return page % 3 === 0 ? asked : Math.min(size, asked)
    }
    const { store } = openTestStore({ pageSize })
    const documents = numbered(40)
    const partition = await filled(store, documents)
    const ids = documents.map(({ id }) => id)
    for (const descending of [false, true]) {
      const query = { where: [], orderBy: 'queue', limit: 7, descending }
      expect(await idsOf(store, partition, query)).toEqual(descending ? ids.toReversed() : ids)
    }
    expect(await store.readMany('items', partition, ids)).toHaveLength(40)
    page = 0
    const first = await store.query('items', partition, { where: [], orderBy: 'queue', limit: 7 })
    expect(first.documents.length).toBeGreaterThan(0)
  })

  it('reads show what this process wrote, whatever replica answers', async () => {
    const { store } = openTestStore({ lag: uniformLag(1000, () => 1) })
    const partition = newPartition()
    for (let n = 0; n < 10; n += 1) {
      await write(store, partition, [create(item(`i${n}`, { queue: n }))])
      expect(await store.read('items', partition, `i${n}`)).toBeDefined()
      expect(await idsOf(store, partition, items())).toHaveLength(n + 1)
    }
  })

  it('ids with signs of URLs, and partitions of any script, are themselves', async () => {
    const { store, gateway } = openTestStore()
    for (const id of ['100%', 'a%2Fb', 'a b', 'ü', '日本', '😀', '"', "'", '&=+', '.', '..', ' ', 'a:b']) {
      const partition = `${newPartition()} ${id}`
      await write(store, partition, [create(item(id))])
      expect(await store.read('items', partition, id)).toMatchObject({ document: item(id) })
      expect(await store.readMany('items', partition, [id])).toHaveLength(1)
    }
    expect(gateway.complaints).toEqual([])
  })

  it.each(['pk', 'w', '_etag', '_w', '_anything'])(
    'a field %s would be lost: it is refused',
    async (field) => {
      const { store } = openTestStore()
      const batch = store.batch('items', newPartition(), [create(item('a', { [field]: 'x' }))])
      await expect(batch).rejects.toThrow(field)
    },
  )

  it('a token that the service no longer takes is an invalid continuation', async () => {
    let refuse = false
    const fault = (): Fault | undefined => (refuse ? { status: 400 } : undefined)
    const { store } = openTestStore({ fault })
    const partition = await filled(store, numbered(5))
    const { continuation } = await store.query('items', partition, items({ limit: 2 }))
    refuse = true
    const next = store.query('items', partition, items({ limit: 2, continuation }))
    await expect(next).rejects.toMatchObject({ code: 'InvalidContinuation' })
    await expect(store.query('items', partition, items())).rejects.not.toMatchObject({
      code: expect.anything(),
    })
  })
})

describe('what one call asks of the service', () => {
  const asked = async (call: (store: Store, partition: string) => Promise<unknown>) => {
    const { store, gateway } = openTestStore()
    const partition = await filled(store, numbered(40))
    const before = gateway.requests.length
    await call(store, partition)
    return gateway.requests
      .slice(before)
      .map(({ kind }) => kind)
      .toSorted()
  }

  it('is one request: the plan that the client wants beside each query is not asked for', async () => {
    const ids = numbered(40).map(({ id }) => id)
    expect(await asked(async (store, p) => store.read('items', p, 'i001'))).toEqual(['read'])
    expect(await asked(async (store, p) => store.query('items', p, items()))).toEqual(['query'])
    expect(await asked(async (store, p) => store.readMany('items', p, ids))).toEqual(['query'])
    expect(await asked(async (store, p) => store.batch('items', p, [create(item('x'))]))).toEqual(['batch'])
  })
})

describe('the indexing policy', () => {
  it('has the paths that queries use, and no other', () => {
    const { partitionKey, defaultTtl, indexingPolicy } = containerSettings('workspace')
    expect(partitionKey).toEqual({ paths: ['/pk'], version: 2 })
    expect(defaultTtl).toBe(-1)
    expect(indexingPolicy.excludedPaths).toEqual([{ path: '/*' }, { path: '/"_etag"/?' }])
    const paths = indexingPolicy.includedPaths?.map(({ path }) => path)
    expect(paths?.toSorted()).toEqual(
      ['kind', 'open', 'pk', 'project', 'startedAt', 'status', 'version', 'work'].map(
        (field) => `/${field}/?`,
      ),
    )
    const orders = indexingPolicy.compositeIndexes?.map((index) => index.map(({ path }) => path).join(' '))
    expect(orders?.toSorted()).toEqual([
      '/kind /id',
      '/kind /open /startedAt',
      '/kind /project /startedAt',
      '/kind /startedAt',
      '/kind /version',
    ])
    expect(containerSettings('items').indexingPolicy.includedPaths).toContainEqual({ path: '/classes/[]/?' })
  })
})
