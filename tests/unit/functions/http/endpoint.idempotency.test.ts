import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { projectName } from '../../../../src/domain/core/ids.ts'
import { idempotencyRecords } from '../../../../src/domain/model/idempotency/idempotency-record.ts'
import { createRateLimit, recordLimit, type AdmitCaller } from '../../../../src/functions/http/rate-limit.ts'
import { defineRoute } from '../../../../src/functions/http/route.ts'
import { readAll } from '../../../support/check-counters.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const countSpec = {
  method: 'POST',
  summary: 'Count a thing',
  tag: 'Service',
  access: 'AnyRole',
  params: z.object({ thing: projectName }),
  responses: { 200: { description: 'Counted', body: z.object({ count: z.number(), shown: z.number() }) } },
  errors: ['PageIncomplete'],
} as const

const setUp = ({ admitRecord }: { admitRecord?: AdmitCaller } = {}) => {
  let runs = 0
  let shown = 0
  const store = createMemoryStore(() => 0)
  const seeds: unknown[] = []
  const recorded = defineRoute(
    {
      ...countSpec,
      operation: 'countThing',
      idempotent: 'Recorded',
      path: '/things/{thing}/count',
      body: z.strictObject({
        by: z.number(),
        fail: z.boolean().default(false),
        names: z.array(z.string()).default([]),
      }),
    },
    {
      run: async ({ body: { by, fail }, seed }) => {
        runs += 1
        seeds.push(seed)
        if (fail) throw new DomainError('PageIncomplete', 'Answer every item')
        return { count: runs * by }
      },
      recorded: {
        keep: ({ count }) => `${count}`,
        replay: async (kept) => ({ count: Number(kept) }),
        meaningOf: ({ names, ...body }) => ({ ...body, names: names.toSorted() }),
      },
      present: ({ count }) => ({ status: 200, body: { count, shown: (shown += 1) } }),
    },
  )
  const byItself = defineRoute(
    { ...countSpec, operation: 'touchThing', idempotent: 'ByItself', path: '/things/{thing}/touch' },
    {
      run: async ({ seed }) => {
        seeds.push(seed)
        return { count: (runs += 1) }
      },
      present: ({ count }) => ({ status: 200, body: { count, shown } }),
    },
  )
  const { send } = createHttpApp([recorded, byItself], {
    store,
    now: () => 0,
    ...(admitRecord && { admitRecord }),
  })
  const records = async () =>
    (await readAll(store, idempotencyRecords, 'idempotency:ann')).map(({ document }) => document)
  return {
    runs: () => runs,
    seeds,
    records,
    touch: (key?: string) =>
      send('POST', '/things/one/touch', {
        as: 'ann:Labeler',
        headers: key === undefined ? {} : { 'idempotency-key': key },
      }),
    post: (body: unknown, key?: string, { as = 'ann:Labeler', thing = 'one' } = {}) =>
      send('POST', `/things/${thing}/count`, {
        as,
        ...(typeof body === 'string' ? { text: body } : { body }),
        headers: key === undefined ? {} : { 'idempotency-key': key },
      }),
  }
}

describe('a POST with an Idempotency-Key', () => {
  it('runs once; its result is presented anew', async () => {
    const { post, runs, seeds } = setUp()
    expect(await post({ by: 2 }, 'k')).toMatchObject({ status: 200, json: { count: 2, shown: 1 } })
    const again = await post('{ "by" : 2 }', 'k')
    expect(again).toMatchObject({
      status: 200,
      json: { count: 2, shown: 2 },
      headers: { 'idempotent-replayed': 'true' },
    })
    expect(runs()).toBe(1)
    expect(seeds).toEqual([expect.stringMatching(/./)])
  })

  it('is the same in another order of fields, or of a set', async () => {
    const { post, runs } = setUp()
    await post('{"by":2,"names":["a","b"]}', 'k')
    expect(await post('{"names":["b","a"],"by":2}', 'k')).toMatchObject({ status: 200, json: { count: 2 } })
    expect(await post('{"names":["b","c"],"by":2}', 'k')).toMatchObject({ status: 422 })
    expect(runs()).toBe(1)
  })

  it('runs each time without one', async () => {
    const { post, runs, seeds, records } = setUp()
    await post({ by: 2 })
    expect((await post({ by: 2 })).headers).not.toHaveProperty('idempotent-replayed')
    expect(runs()).toBe(2)
    expect(seeds).toEqual([undefined, undefined])
    expect(await records()).toEqual([])
  })

  it('is 422 for another body, path or operation, and another request for another person', async () => {
    const { post, runs } = setUp()
    await post({ by: 2 }, 'k')
    const reused = { status: 422, json: { error: { code: 'IdempotencyKeyReused' } } }
    expect(await post({ by: 3 }, 'k')).toMatchObject(reused)
    expect(await post({ by: 2 }, 'k', { thing: 'two' })).toMatchObject(reused)
    expect(await post({ by: 2 }, 'k', { as: 'bob:Labeler' })).toMatchObject({ status: 200 })
    expect(runs()).toBe(2)
  })

  it('is judged again after a refusal, and leaves no record of it', async () => {
    const { post, runs, records } = setUp()
    const refused = { status: 400, json: { error: { code: 'PageIncomplete' } } }
    expect(await post({ by: 2, fail: true }, 'k')).toMatchObject(refused)
    expect(await records()).toEqual([])
    expect(await post({ by: 2, fail: true }, 'k')).toMatchObject(refused)
    expect(runs()).toBe(2)
  })

  it('leaves no record if it repeats by itself', async () => {
    const { touch, records, seeds } = setUp()
    expect(await touch('k')).toMatchObject({ status: 200, json: { count: 1 } })
    const again = await touch('k')
    expect(again).toMatchObject({ status: 200, json: { count: 2 } })
    expect(again.headers).not.toHaveProperty('idempotent-replayed')
    expect(await touch('a b')).toMatchObject({ status: 400 })
    expect([await records(), seeds]).toEqual([[], [undefined, undefined]])
  })

  it('counts against the limit of records only if a record is written', async () => {
    const { post, touch, records } = setUp({
      admitRecord: createRateLimit({ ...recordLimit, burst: 2, now: () => 0 }),
    })
    await post({ by: 2 }, 'k1')
    await post({ by: 2 }, 'k2')
    expect(await post({ by: 2 }, 'k3')).toMatchObject({
      status: 429,
      json: { error: { code: 'TooManyRequests', message: expect.stringContaining('Idempotency-Key') } },
      headers: { 'retry-after': '1' },
    })
    expect(await records()).toHaveLength(2)
    expect([(await post({ by: 2 })).status, (await touch('k4')).status]).toEqual([200, 200])
    expect(await post({ by: 2 }, 'k3', { as: 'bob:Labeler' })).toMatchObject({ status: 200 })
  })

  it.each(['', 'a b', 'é', 'x'.repeat(256)])('refuses the key %j', async (key) => {
    const { post } = setUp()
    expect(await post({ by: 2 }, key)).toMatchObject({
      status: 400,
      json: { error: { code: 'InvalidRequest', target: 'Idempotency-Key' } },
    })
  })

  it('does not keep a key for what was never understood', async () => {
    const { post } = setUp()
    expect(await post({ by: 'x' }, 'k')).toMatchObject({ status: 400 })
    expect(await post({ by: 2 }, 'k')).toMatchObject({ status: 200 })
  })
})

describe('a hostile body', () => {
  it.each([
    ['__proto__', '{"by":1,"__proto__":{"fail":true}}'],
    ['constructor', '{"by":1,"constructor":{"prototype":{"x":1}}}'],
  ])('cannot bring %s', async (name, text) => {
    const { post } = setUp()
    expect(await post(text)).toMatchObject({ status: 400, json: { error: { target: name } } })
  })
})
