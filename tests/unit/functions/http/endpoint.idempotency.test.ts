import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { projectName } from '../../../../src/domain/core/ids.ts'
import { defineRoute } from '../../../../src/functions/http/route.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const setUp = () => {
  let runs = 0
  let shown = 0
  const route = defineRoute(
    {
      operation: 'countThing',
      method: 'POST',
      idempotent: true,
      path: '/things/{thing}/count',
      summary: 'Count a thing',
      tag: 'Service',
      access: 'AnyRole',
      params: z.object({ thing: projectName }),
      body: z.strictObject({ by: z.number(), fail: z.boolean().default(false) }),
      responses: {
        200: { description: 'Counted', body: z.object({ count: z.number(), shown: z.number() }) },
      },
      errors: ['PageIncomplete'],
    },
    {
      run: async ({ body: { by, fail } }) => {
        runs += 1
        if (fail) throw new DomainError('PageIncomplete', 'Answer every item')
        return { count: runs * by }
      },
      present: ({ count }) => ({ status: 200, body: { count, shown: (shown += 1) } }),
    },
  )
  const { send } = createHttpApp([route], { store: createMemoryStore(() => 0), now: () => 0 })
  return {
    runs: () => runs,
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
    const { post, runs } = setUp()
    expect(await post({ by: 2 }, 'k')).toMatchObject({ status: 200, json: { count: 2, shown: 1 } })
    const again = await post('{ "by" : 2 }', 'k')
    expect(again).toMatchObject({
      status: 200,
      json: { count: 2, shown: 2 },
      headers: { 'idempotent-replayed': 'true' },
    })
    expect(runs()).toBe(1)
  })

  it('runs each time without one', async () => {
    const { post, runs } = setUp()
    await post({ by: 2 })
    expect((await post({ by: 2 })).headers).not.toHaveProperty('idempotent-replayed')
    expect(runs()).toBe(2)
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

  it('gets the same refusal again', async () => {
    const { post, runs } = setUp()
    const refused = { status: 400, json: { error: { code: 'PageIncomplete' } } }
    expect(await post({ by: 2, fail: true }, 'k')).toMatchObject(refused)
    expect(await post({ by: 2, fail: true }, 'k')).toMatchObject(refused)
    expect(runs()).toBe(1)
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
