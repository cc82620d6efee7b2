import { describe, expect, it } from '@jest/globals'
import { isDomainError } from '../../../../src/domain/core/errors.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { create, filled, item, items, newPartition } from '../../../contracts/store/helpers.ts'
import type { Fault } from '../../../../local/cosmos-gateway/faults.ts'
import { until } from '../../../support/until.ts'
import { openTestStore } from './test-store.ts'

const partition = newPartition()
const calls: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  read: async (store) => store.read('items', partition, 'a'),
  readMany: async (store) => store.readMany('items', partition, ['a', 'b']),
  'readMany of many': async (store) => {
    const ids = Array.from({ length: 250 }, (_, index) => `i${index}`)
    return store.readMany('items', partition, ids)
  },
  query: async (store) => store.query('items', partition, items()),
  fence: async (store) => store.fence('items', partition),
  ping: async (store) => store.ping(),
  batch: async (store) => store.batch('items', partition, [create(item('a'))]),
}
const names = Object.keys(calls)

const passing: Readonly<Record<string, Fault>> = {
  '408': { status: 408 },
  '410': { status: 410 },
  '429': { status: 429, retryAfter: 700 },
  '449': { status: 449 },
  '500': { status: 500 },
  '503': { status: 503 },
  '503 that is not JSON': { status: 503, text: '<html>' },
  'a session that is behind': { status: 404, substatus: 1002 },
  'a region that changes': { status: 403, substatus: 3 },
  ECONNRESET: { reset: 'ECONNRESET' },
  ECONNREFUSED: { reset: 'ECONNREFUSED' },
  ENOTFOUND: { reset: 'ENOTFOUND' },
  EPIPE: { reset: 'EPIPE' },
  ETIMEDOUT: { reset: 'ETIMEDOUT' },
  REQUEST_SEND_ERROR: { reset: 'REQUEST_SEND_ERROR' },
  'a hung body': { hang: 'until aborted' },
  'a hung body that cannot be aborted': { hang: 'deaf' },
}

describe('a fault that passes', () => {
  it.each(Object.keys(passing))('%s is not seen by the caller of anything', async (name) => {
    for (const call of names) {
      let faults = 2
      const fault = () => {
        faults -= 1
        return faults >= 0 ? passing[name] : undefined
      }
      const { store } = openTestStore({ fault }, { deadlines: { attempt: 1000 } })
      await expect(calls[call]?.(store)).resolves.not.toThrow()
    }
  })
})

describe('a fault that lasts', () => {
  const deadlines = { attempt: 1000, read: 3000, write: 3000 }

  it.each(Object.keys(passing))(
    '%s ends in a refusal that says when to come back, after few requests',
    async (name) => {
      for (const call of names) {
        const { store, gateway, now } = openTestStore({ fault: () => passing[name] }, { deadlines })
        const begun = now()
        const error: unknown = await calls[call]?.(store).catch((thrown: unknown) => thrown)
        expect([
          call,
          isDomainError(error, name === '429' ? 'TooManyRequests' : 'ServiceUnavailable'),
        ]).toEqual([call, true])
        expect(error).toMatchObject({ retryAfter: 1 })
        expect(now() - begun).toBeLessThanOrEqual(3000)
        // Three calls side by side at most; the SDK asks for a plan beside each query.
        expect(gateway.requests.length).toBeLessThanOrEqual(60)
      }
    },
  )

  it.each([401, 403, 404])('%i is not tried again', async (status) => {
    for (const call of names) {
      const fault: Fault = { status, substatus: 1003 }
      const { store, gateway } = openTestStore({ fault: () => fault })
      await expect(calls[call]?.(store)).rejects.toMatchObject({ code: 'ServiceUnavailable', retryAfter: 30 })
      expect(gateway.requests.filter(({ kind }) => kind !== 'plan').length).toBeLessThanOrEqual(3)
    }
  })

  it('tells nothing of what the service said', async () => {
    const text = JSON.stringify({ message: 'The signature was made of: GET dbs key-of-a-document' })
    for (const status of [400, 401, 403, 404, 413, 429, 500, 503]) {
      const { store } = openTestStore({ fault: () => ({ status, substatus: 7, text }) })
      const error: unknown = await store.read('items', partition, 'a').catch((thrown: unknown) => thrown)
      const { message, cause } = error as Error
      expect(`${message} ${String(cause)}`).not.toMatch(/signature|key-of|account\.documents/)
    }
  })
})

describe('time', () => {
  const deadlines = { read: 20_000, write: 20_000, attempt: 8000 }
  const hung: readonly Fault[] = [
    { hang: 'until aborted' },
    { hang: 'deaf' },
    { hang: 'deaf', done: 'first' },
  ]

  it.each(names)('ends a hung %s within its deadline', async (call) => {
    for (const fault of hung) {
      const { store, gateway, now } = openTestStore({ fault: () => fault }, { deadlines })
      const begun = now()
      await expect(calls[call]?.(store)).rejects.toMatchObject({ code: 'ServiceUnavailable' })
      expect(now() - begun).toBeLessThanOrEqual(deadlines.read)
      expect(gateway.requests.length).toBeLessThanOrEqual(24)
    }
  })

  it('ends one try with the deadline of the whole, and lets go of the connection', async () => {
    const short = { read: 10_000, write: 10_000, attempt: 60_000 }
    for (const call of names) {
      const { store, signals, now } = openTestStore(
        { fault: () => ({ hang: 'until aborted' }) },
        { deadlines: short },
      )
      const begun = now()
      await expect(calls[call]?.(store)).rejects.toMatchObject({ code: 'ServiceUnavailable' })
      expect([call, now() - begun]).toEqual([call, short.read])
      // Of calls side by side the first to fail is what the caller sees.
      expect(signals.length).toBeGreaterThan(0)
      await until(
        async () => signals.map((signal) => signal?.aborted),
        (aborted) => aborted.every(Boolean),
      )
    }
  })

  it('does not storm a service that asks for no wait', async () => {
    for (const call of ['read', 'batch', 'fence', 'ping']) {
      const { store, gateway } = openTestStore({ fault: () => ({ status: 429, retryAfter: 0 }) })
      await expect(calls[call]?.(store)).rejects.toMatchObject({ code: 'TooManyRequests' })
      expect(gateway.requests).toHaveLength(10)
    }
  })

  it('lets a slow answer come', async () => {
    for (const call of names) {
      const { store } = openTestStore({ fault: () => ({ slow: 5 }) })
      await expect(calls[call]?.(store)).resolves.not.toThrow()
    }
  })

  it('waits as long as the service asks for', async () => {
    let faults = 2
    const fault = (): Fault | undefined => {
      faults -= 1
      return faults >= 0 ? { status: 429, retryAfter: 700 } : undefined
    }
    const { store, waits } = openTestStore({ fault })
    await store.batch('items', partition, [create(item('a'))])
    expect(waits).toHaveLength(2)
    for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(700)
  })

  it('waits longer from try to try', async () => {
    const { store, waits } = openTestStore({ fault: () => ({ status: 503 }) })
    await expect(store.read('items', partition, 'a')).rejects.toThrow(/database/)
    expect(waits.length).toBeGreaterThan(4)
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  })
})

describe('a partition that has more to do than it is paid for', () => {
  it('is written in the end, second by second', async () => {
    const { store, gateway, now } = openTestStore({ throughput: 400 })
    const begun = now()
    await filled(
      store,
      Array.from({ length: 300 }, (_, index) => item(`i${index}`)),
    )
    const spent = gateway.charges.reduce((sum, { charge }) => sum + charge, 0)
    expect(now() - begun).toBeGreaterThan((spent / 550 - 2) * 1000)
  })
})
