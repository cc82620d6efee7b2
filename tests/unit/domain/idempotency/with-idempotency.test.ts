import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { DomainError, isDomainError, type ErrorCode } from '../../../../src/domain/core/errors.ts'
import { projectUid, userId } from '../../../../src/domain/core/ids.ts'
import type { RequestSeed } from '../../../../src/domain/core/request-seed.ts'
import type { IdempotentRequest } from '../../../../src/domain/idempotency/claim-record.ts'
import { withIdempotency, type IdempotentWork } from '../../../../src/domain/idempotency/with-idempotency.ts'
import { idempotencyRecords } from '../../../../src/domain/model/idempotency/idempotency-record.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { readAll } from '../../../support/check-counters.ts'
import { delayedStore } from '../../../support/delayed-store.ts'
import { faultyStore, type Fault } from '../../../support/faulty-store.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { checkProperty } from '../../../support/property.ts'

const request: IdempotentRequest = { user: userId.parse('ann'), key: 'k 1', fingerprint: 'f1' }

/** A service that creates things under ids from the seed; a thing that exists is not created again. */
const setUp = () => {
  let time = 1_000_000
  let ids = 0
  let runs = 0
  const now = () => time
  const store = createMemoryStore(now)
  const things = new Map<RequestSeed, number>()
  return {
    deps: { store, now, newId: () => `seed${(ids += 1)}`, takeOverAfter: 60_000 },
    things,
    pass: (ms: number) => {
      time += ms
    },
    runs: () => runs,
    run: async (seed: RequestSeed) => {
      runs += 1
      things.set(seed, things.get(seed) ?? things.size + 1)
      return { thing: things.get(seed)! }
    },
    records: async () =>
      (await readAll(store, idempotencyRecords, 'idempotency:ann')).map(({ document }) => document),
  }
}

interface Thing {
  readonly thing: number
}

const work = (run: IdempotentWork<Thing>['run']): IdempotentWork<Thing> => ({
  run,
  keep: ({ thing }) => `${thing}`,
  replay: async (kept) => ({ thing: Number(kept) }),
})

const once = (
  deps: ReturnType<typeof setUp>['deps'],
  asked: IdempotentRequest,
  run: IdempotentWork<Thing>['run'],
) => withIdempotency(deps, asked, work(run))

const codeOf = async (promise: Promise<unknown>): Promise<ErrorCode | 'none'> => {
  try {
    await promise
    return 'none'
  } catch (error) {
    if (!isDomainError(error)) throw error
    return error.code
  }
}

const unavailable = () => new DomainError('ServiceUnavailable', 'out')

describe('a request with a key', () => {
  it('runs once, and its result is read again', async () => {
    const { deps, run, runs } = setUp()
    expect(await once(deps, request, run)).toEqual({ result: { thing: 1 }, replayed: false })
    expect(await once(deps, request, run)).toEqual({ result: { thing: 1 }, replayed: true })
    expect(runs()).toBe(1)
  })

  it('leaves the ids of its result, and no copy of it', async () => {
    const { deps, run, records } = setUp()
    await once(deps, request, run)
    expect(await records()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{64}$/),
        kind: 'idempotency',
        fingerprint: 'f1',
        seed: 'seed1',
        outcome: { state: 'Done', kept: '1' },
        startedAt: 1_000_000,
        ttl: 24 * 3600,
      },
    ])
  })

  it('is refused as the replay is refused, and does not run', async () => {
    const { deps, run, runs } = setUp()
    await once(deps, request, run)
    const replay = () => Promise.reject(new DomainError('ExportNotFound', 'It was deleted'))
    expect(await codeOf(withIdempotency(deps, request, { ...work(run), replay }))).toBe('ExportNotFound')
    expect(runs()).toBe(1)
    expect(await once(deps, request, run)).toEqual({ result: { thing: 1 }, replayed: true })
  })

  it('is another one for another user or another key', async () => {
    const { deps, run } = setUp()
    await once(deps, request, run)
    await once(deps, { ...request, user: userId.parse('bob') }, run)
    expect((await once(deps, { ...request, key: 'k 2' }, run)).result).toEqual({ thing: 3 })
  })

  it('is refused for another body', async () => {
    const { deps, run } = setUp()
    await once(deps, request, run)
    expect(await codeOf(once(deps, { ...request, fingerprint: 'f2' }, run))).toBe('IdempotencyKeyReused')
  })

  it('is not replayed for a project that was created again under the name', async () => {
    const { deps, run, runs } = setUp()
    const [old, present] = ['u1', 'u2'].map((uid) => ({ ...request, project: projectUid.parse(uid) }))
    await once(deps, old!, run)
    expect(await codeOf(once(deps, present!, run))).toBe('ProjectNotFound')
    expect(runs()).toBe(1)
  })

  it('is forgotten after a day', async () => {
    const { deps, run, pass } = setUp()
    await once(deps, request, run)
    pass(24 * 3600_000 + 1000)
    expect(await once(deps, request, run)).toEqual({ result: { thing: 2 }, replayed: false })
  })

  it('leaves no record of a refusal: the same request is judged again', async () => {
    const { deps, run, records } = setUp()
    const refusal = new DomainError('ProjectBusy', 'busy')
    await expect(once(deps, request, () => Promise.reject(refusal))).rejects.toBe(refusal)
    expect(await records()).toEqual([])
    expect(await once(deps, { ...request, fingerprint: 'f2' }, run)).toMatchObject({ replayed: false })
  })

  it.each([
    ['the store was out', unavailable()],
    ['the store was full', new DomainError('StorageFull', 'full')],
    ['something unforeseen', new Error('bug')],
  ])('runs again at once with the same seed after %s', async (_, error) => {
    const { deps, run, things } = setUp()
    const fail = async (seed: RequestSeed) => {
      await run(seed)
      throw error
    }
    await expect(once(deps, request, fail)).rejects.toBe(error)
    expect(await once(deps, request, run)).toEqual({ result: { thing: 1 }, replayed: false })
    expect(things.size).toBe(1)
  })

  it('waits for one that runs, and takes its place with the same seed when that one is gone', async () => {
    const { deps, run, pass, things } = setUp()
    let finish = (): void => undefined
    const hanging = once(deps, request, async (seed) => {
      await new Promise<void>((resolve) => (finish = resolve))
      return run(seed)
    })
    pass(59_999)
    expect(await codeOf(once(deps, request, run))).toBe('RequestInProgress')
    pass(1)
    expect(await once(deps, request, run)).toEqual({ result: { thing: 1 }, replayed: false })
    finish()
    expect(await hanging).toEqual({ result: { thing: 1 }, replayed: false })
    expect(await once(deps, request, run)).toEqual({ result: { thing: 1 }, replayed: true })
    expect(things.size).toBe(1)
  })

  it('takes the place of one that began in the future, when a clock was wrong', async () => {
    const { deps, run, pass, things } = setUp()
    const die = async (seed: RequestSeed): Promise<Thing> => {
      await run(seed)
      return new Promise(() => {})
    }
    void once({ ...deps, now: () => 1_000_000 + 7_200_000 }, request, die)
    await new Promise(setImmediate)
    expect(await once(deps, request, run)).toEqual({ result: { thing: 1 }, replayed: false })
    pass(1)
    expect(things.size).toBe(1)
  })

  it('starts anew in a project that took the place of one whose request died', async () => {
    const { deps, run, pass, things } = setUp()
    const [old, present] = ['u1', 'u2'].map((uid) => ({ ...request, project: projectUid.parse(uid) }))
    await expect(
      once(deps, old!, async (seed) => {
        await run(seed)
        throw unavailable()
      }),
    ).rejects.toThrow()
    pass(1)
    expect(await once(deps, present!, run)).toEqual({ result: { thing: 2 }, replayed: false })
    expect(things.size).toBe(2)
  })

  it.each([
    ['a copy of a result', { state: 'Done', result: '{"export":"e1"}' }],
    ['no result', { state: 'Done' }],
    ['a refusal', { state: 'Refused', code: 'PageIncomplete', message: 'x', details: [] }],
  ])('runs where version 0.1.0 left %s, whatever its fingerprint was', async (_, outcome) => {
    const { deps, run, records } = setUp()
    await once(deps, request, run)
    const [{ seed: __, ...record }] = (await records()) as [Awaited<ReturnType<typeof records>>[0]]
    const stored = (await deps.store.read('workspace', 'idempotency:ann', record.id))!
    const document = { ...record, fingerprint: 'older', outcome }
    await deps.store.batch('workspace', 'idempotency:ann', [
      { type: 'replace', document, ifMatch: stored.etag },
    ])
    expect(await once(deps, request, run)).toEqual({ result: { thing: 2 }, replayed: false })
    expect(await once(deps, request, run)).toEqual({ result: { thing: 2 }, replayed: true })
  })

  it('is answered although its record cannot be written any more', async () => {
    const { deps, run } = setUp()
    let broken = false
    const store: Store = {
      ...deps.store,
      batch: (...args) => (broken ? Promise.reject(unavailable()) : deps.store.batch(...args)),
    }
    const answer = once({ ...deps, store }, request, async (seed) => {
      broken = true
      return run(seed)
    })
    expect(await answer).toEqual({ result: { thing: 1 }, replayed: false })
  })

  it('gives up on a record that can be neither created nor read', async () => {
    const { deps, run, runs } = setUp()
    let calls = 0
    const store: Store = {
      ...deps.store,
      read: () => Promise.resolve(undefined),
      batch: () => {
        calls += 1
        return Promise.resolve({ ok: false, index: 0, failure: 'AlreadyExists' })
      },
    }
    expect(await codeOf(once({ ...deps, store }, request, run))).toBe('ServiceUnavailable')
    expect(calls).toBeLessThan(50)
    expect(runs()).toBe(0)
  })

  it('runs if the store created its record and repeated the creation', async () => {
    const { deps, run } = setUp()
    let first = true
    const store: Store = {
      ...deps.store,
      batch: async (...args) => {
        if (first) await deps.store.batch(...args)
        first = false
        return deps.store.batch(...args)
      },
    }
    expect(await once({ ...deps, store }, request, run)).toEqual({ result: { thing: 1 }, replayed: false })
  })

  it('runs at most once however many come at a time', async () => {
    await checkProperty(
      'idempotency',
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 5 }), async (scheduler, callers) => {
        const { deps, run, runs } = setUp()
        const store = delayedStore(deps.store, ({ method }) => scheduler.schedule(Promise.resolve(), method))
        const outcomes = Array.from({ length: callers }, () =>
          once({ ...deps, store }, request, scheduler.scheduleFunction(run)).then(
            ({ result }) => result,
            (error: unknown) => error,
          ),
        )
        await scheduler.waitFor(Promise.all(outcomes))
        expect(runs()).toBe(1)
        for (const outcome of await Promise.all(outcomes))
          if (outcome instanceof DomainError) expect(outcome.code).toBe('RequestInProgress')
          else expect(outcome).toEqual({ thing: 1 })
      }),
      { runs: 300 },
    )
  })

  it('creates one thing, whenever the process dies, the store fails, and the request is repeated', async () => {
    const fault = fc.constantFrom<Fault>('pass', 'pass', 'fail', 'lose')
    await checkProperty(
      'idempotency-faults',
      fc.asyncProperty(
        fc.array(fault, { maxLength: 12 }),
        fc.array(fc.constantFrom('ok', 'before', 'after', 'kill'), { maxLength: 4 }),
        async (faults, ends) => {
          const { deps, run, pass, things } = setUp()
          const left = [...faults]
          const store = faultyStore(deps.store, ({ method }) =>
            method === 'batch' ? (left.shift() ?? 'pass') : 'pass',
          )
          const told = new Set<number>()
          for (const end of [...ends, 'ok', 'ok'] as const) {
            const attempt = once({ ...deps, store }, request, async (seed) => {
              if (end === 'before') throw unavailable()
              const thing = await run(seed)
              if (end === 'after') throw unavailable()
              return end === 'kill' ? new Promise(() => {}) : thing
            })
            const result = await Promise.race([
              attempt.then(
                ({ result }) => result.thing,
                () => undefined,
              ),
              new Promise<undefined>((resolve) => setImmediate(() => setImmediate(() => resolve(undefined)))),
            ])
            if (result !== undefined) told.add(result)
            pass(60_000)
          }
          while (left.length > 0) left.shift()
          told.add((await once({ ...deps, store }, request, run)).result.thing)
          expect([...told]).toEqual([1])
          expect(things.size).toBe(1)
        },
      ),
      { runs: 300 },
    )
  })
})
