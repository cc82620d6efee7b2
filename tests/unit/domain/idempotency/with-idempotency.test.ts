import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { projectUid, userId } from '../../../../src/domain/core/ids.ts'
import type { RequestSeed } from '../../../../src/domain/core/request-seed.ts'
import { withIdempotency } from '../../../../src/domain/idempotency/with-idempotency.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { delayedStore } from '../../../support/delayed-store.ts'
import { faultyStore, type Fault } from '../../../support/faulty-store.ts'
import { codeOf, once, request, setUp, unavailable, work } from '../../../support/idempotency-world.ts'
import { checkProperty } from '../../../support/property.ts'

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

  it('is judged again at once although the record of its refusal could not be deleted', async () => {
    const { deps, run } = setUp()
    const store = faultyStore(deps.store, ({ operations }) =>
      operations?.some(({ type }) => type === 'delete') ? 'fail' : 'pass',
    )
    const refusal = new DomainError('ProjectBusy', 'busy')
    await expect(once({ ...deps, store }, request, () => Promise.reject(refusal))).rejects.toBe(refusal)
    expect(await once({ ...deps, store }, request, run)).toEqual({ result: { thing: 1 }, replayed: false })
  })

  it.each([
    ['the store was out', unavailable()],
    ['the store was full', new DomainError('StorageFull', 'full')],
    ['the store was damaged', new DomainError('StorageDamaged', 'damaged')],
    ['the store was throttled', new DomainError('TooManyRequests', 'slow down')],
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
      { runs: 120 },
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
      { runs: 120 },
    )
  })
})
