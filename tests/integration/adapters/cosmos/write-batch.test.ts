import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import type { BatchOperation, Store } from '../../../../src/domain/ports/store.ts'
import { isDomainError } from '../../../../src/domain/core/errors.ts'
import { create, item, newPartition, write } from '../../../contracts/store/helpers.ts'
import type { Fault } from '../../../../local/cosmos-gateway/faults.ts'
import { oneBehind } from '../../../../local/cosmos-gateway/replicas.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { openTestStore } from './test-store.ts'
import { checkProperty } from '../../../support/property.ts'

const deadlines = { attempt: 1000 }
const ids = ['a', 'b', 'c', 'counters'] as const

const done = fc.constantFrom('never' as const, 'first' as const, 'later' as const)
const aFault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ status: fc.constantFrom(408, 410, 500, 502, 503, 504), done }) },
  {
    weight: 6,
    arbitrary: fc.record({ reset: fc.constantFrom('EPIPE', 'ETIMEDOUT', 'REQUEST_SEND_ERROR'), done }),
  },
  { weight: 3, arbitrary: fc.constant({ status: 429, retryAfter: 20 }) },
  { weight: 2, arbitrary: fc.constantFrom({ status: 449 }, { status: 404, substatus: 1002 }) },
  { weight: 2, arbitrary: fc.record({ status: fc.constant(503), text: fc.constant('<html>'), done }) },
  { weight: 1, arbitrary: fc.record({ hang: fc.constant('until aborted' as const), done }) },
)
const faults = fc.array(fc.option(aFault, { nil: undefined, freq: 2 }), { maxLength: 12 })

interface Step {
  readonly type: BatchOperation['type']
  readonly id: (typeof ids)[number]
  readonly n: number
}
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    type: fc.constantFrom('create', 'replace', 'delete', 'increment', 'increment'),
    id: fc.constantFrom(...ids),
    n: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 4 },
)

const contents = async (store: Store, partition: string) => {
  const found = await store.readMany('items', partition, ids)
  return {
    etags: new Map(found.map(({ document, etag }) => [document.id, etag])),
    documents: new Map(found.map(({ document }) => [document.id, document['queue']])),
  }
}

const toOperation = ({ type, id, n }: Step, etags: ReadonlyMap<string, string>): BatchOperation => {
  if (type === 'increment') return { type, id, by: { queue: n } }
  const ifMatch = etags.get(id) ?? '"none"'
  if (type === 'delete') return { type, id, ifMatch }
  return type === 'create'
    ? { type, document: item(id, { queue: n }) }
    : { type, document: item(id, { queue: n }), ifMatch }
}

describe('a batch whose answer is lost', () => {
  it('is done once or not at all, and says which when it answers', async () => {
    await checkProperty(
      'lost-answers',
      fc.asyncProperty(
        fc.array(fc.tuple(steps, faults), { maxLength: 6 }),
        fc.nat(2),
        async (batches, lag) => {
          let planned: (Fault | undefined)[] = []
          const { store, gateway, now } = openTestStore(
            { lag: oneBehind(lag * 100), fault: () => planned.shift() },
            { deadlines },
          )
          const model = createMemoryStore(now)
          const partition = newPartition()
          await write(store, partition, [create(item('counters', { queue: 0 }))])
          await write(model, partition, [create(item('counters', { queue: 0 }))])
          for (const [some, plannedNow] of batches) {
            const [real, before] = [await contents(store, partition), await contents(model, partition)]
            planned = [...plannedNow]
            const result = await store
              .batch(
                'items',
                partition,
                some.map((step) => toOperation(step, real.etags)),
              )
              .catch((error: unknown) => error)
            planned = []
            gateway.runLate()
            // A batch that conflicts shows the service's newest session to the client, so no replica that lags answers it.
            await store.batch('items', partition, [{ type: 'delete', id: 'none', ifMatch: '"none"' }])
            const after = await contents(store, partition)
            const operations = some.map((step) => toOperation(step, before.etags))
            if (result instanceof Error) {
              expect(isDomainError(result, 'ServiceUnavailable', 'TooManyRequests')).toBe(true)
              const undone = await contents(model, partition)
              if (
                JSON.stringify([...after.documents].toSorted()) !==
                JSON.stringify([...undone.documents].toSorted())
              )
                await model.batch('items', partition, operations)
            } else {
              const { ok, ...answer } = await model.batch('items', partition, operations)
              expect(result).toMatchObject(ok ? { ok } : { ok, ...answer })
            }
            expect(after.documents).toEqual((await contents(model, partition)).documents)
          }
          expect(gateway.complaints).toEqual([])
        },
      ),
      { runs: 50 },
    )
  })

  const lost: Readonly<Record<string, Fault>> = {
    'an error of the service': { status: 500 },
    'a time-out of the service': { status: 408 },
    'a broken connection': { reset: 'ECONNRESET' },
    'an answer that never comes': { hang: 'until aborted' },
    'an answer that is not JSON': { status: 503, text: '<html>' },
  }
  const points = [0, 1, 2, 3, 4, 5, 6]
  const cases = Object.keys(lost).flatMap((name) =>
    (['never', 'first', 'later'] as const).map((when) => ({ name, when })),
  )

  it.each(cases)('counts once after $name, done $when, at any request', async ({ name, when }) => {
    for (const point of points) {
      for (const alsoLast of [false, true]) {
        let from = Infinity
        const fault = (_: unknown, number: number): Fault | undefined =>
          number - from === point || (alsoLast && number === from)
            ? { ...lost[name]!, done: when }
            : undefined
        const { store, gateway } = openTestStore({ fault }, { deadlines })
        const partition = newPartition()
        const [, dispatch = ''] = await write(store, partition, [
          create(item('counters', { states: { labeled: 0 } })),
          create(item('dispatch')),
        ])
        from = gateway.requests.length
        const result = await store.batch('items', partition, [
          create(item('page', { ttl: 3600 })),
          { type: 'replace', document: item('dispatch', { n: 1 }), ifMatch: dispatch },
          { type: 'increment', id: 'counters', by: { 'states.labeled': 1 } },
        ])
        from = Infinity
        gateway.runLate()
        expect(result.ok).toBe(true)
        const counters = await store.read('items', partition, 'counters')
        expect(counters?.document['states']).toEqual({ labeled: 1 })
      }
    }
  })

  it.each(['never', 'first', 'later'] as const)('is whole also if it is large (done %s)', async (when) => {
    let lose = false
    const fault = (): Fault | undefined => {
      const now: Fault | undefined = lose ? { status: 500, done: when } : undefined
      lose = false
      return now
    }
    const { store } = openTestStore({ fault, pageSize: () => 40 })
    const partition = newPartition()
    await write(store, partition, [create(item('counters', { n: 0 }))])
    lose = true
    const made = Array.from({ length: 99 }, (_, index) => item(`i${index}`))
    const etags = await write(store, partition, [
      ...made.map(create),
      { type: 'increment', id: 'counters', by: { n: 99 } },
    ])
    const found = await store.readMany(
      'items',
      partition,
      made.map(({ id }) => id),
    )
    const known = new Map(found.map(({ document, etag }) => [document.id, etag]))
    expect(etags.slice(0, 99)).toEqual(made.map(({ id }) => known.get(id)))
    expect((await store.read('items', partition, 'counters'))?.document['n']).toBe(99)
  })

  describe('of increments alone', () => {
    const paths = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`n${n}`, 1]))
    const add = async (fault: Fault, count: number) => {
      let failing = false
      const faultOnce = (): Fault | undefined => {
        const now = failing ? fault : undefined
        failing = false
        return now
      }
      const { store } = openTestStore({ fault: faultOnce })
      const partition = newPartition()
      await write(store, partition, [create(item('a'))])
      failing = true
      const result = await store
        .batch('items', partition, [{ type: 'increment', id: 'a', by: paths(count) }])
        .catch((error: unknown) => error)
      const after = await store.read('items', partition, 'a')
      return { result, after, sum: after?.document['n0'] }
    }

    it('is known to be done by its marker', async () => {
      const { result, after, sum } = await add({ status: 500, done: 'first' }, 3)
      expect(result).toEqual({ ok: true, etags: [after?.etag] })
      expect(sum).toBe(1)
    })

    it.each([3, 10])('is not tried again if nothing shows that it was done (%i paths)', async (count) => {
      const { result, sum } = await add({ status: 500 }, count)
      expect(result).toMatchObject({ code: 'ServiceUnavailable' })
      expect(sum).toBeUndefined()
    })

    it('is not known to be done where a full operation leaves no room for a marker', async () => {
      const { result, sum } = await add({ status: 500, done: 'first' }, 10)
      expect(result).toMatchObject({ code: 'ServiceUnavailable' })
      expect(sum).toBe(1)
    })

    it.each<Fault>([{ status: 429, retryAfter: 5 }, { status: 449 }, { reset: 'ECONNREFUSED' }])(
      'is tried again after %j, which says that it was not done',
      async (fault) => {
        const { result, sum } = await add(fault, 3)
        expect(result).toMatchObject({ ok: true })
        expect(sum).toBe(1)
      },
    )
  })

  it('is not known if what it made may have expired since', async () => {
    let failing = false
    const fault = (): Fault | undefined => {
      const now: Fault | undefined = failing ? { status: 503, retryAfter: 3000, done: 'first' } : undefined
      failing = false
      return now
    }
    const { store } = openTestStore({ fault })
    const partition = newPartition()
    await write(store, partition, [create(item('counter', { n: 0 }))])
    failing = true
    const batch = store.batch('items', partition, [
      create(item('short', { ttl: 2 })),
      { type: 'increment', id: 'counter', by: { n: 1 } },
    ])
    await expect(batch).rejects.toMatchObject({ code: 'ServiceUnavailable' })
    expect((await store.read('items', partition, 'counter'))?.document['n']).toBe(1)
  })

  it('gives an etag that matches nothing for what others wrote over since', async () => {
    let lose = true
    let other: (() => Promise<unknown>) | undefined
    const fault = (): Fault | undefined => {
      const now: Fault | undefined = lose && other ? { status: 500, done: 'first' } : undefined
      if (now) lose = false
      return now
    }
    const { store } = openTestStore({ fault }, { sleep: async () => void (await other?.()) })
    const partition = newPartition()
    other = async () => {
      const made = await store.read('items', partition, 'a')
      await write(store, partition, [
        { type: 'replace', document: item('a', { by: 'another' }), ifMatch: made?.etag ?? '' },
      ])
    }
    const etags = await write(store, partition, [create(item('a')), create(item('b'))])
    const [etag = ''] = etags
    const b = await store.read('items', partition, 'b')
    expect(etags[1]).toBe(b?.etag)
    expect(
      await store.batch('items', partition, [{ type: 'replace', document: item('a'), ifMatch: etag }]),
    ).toEqual({ ok: false, index: 0, failure: 'EtagMismatch' })
  })
})
