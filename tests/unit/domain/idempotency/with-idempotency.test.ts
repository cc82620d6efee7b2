import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { DomainError, isDomainError, type ErrorCode } from '../../../../src/domain/core/errors.ts'
import { userId } from '../../../../src/domain/core/ids.ts'
import {
  withIdempotency,
  type IdempotentRequest,
} from '../../../../src/domain/idempotency/with-idempotency.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { delayedStore } from '../../../support/delayed-store.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { checkProperty } from '../../../support/property.ts'

const request: IdempotentRequest = { user: userId.parse('ann'), key: 'k 1', fingerprint: 'f1' }

const setUp = () => {
  let time = 1_000_000
  const now = () => time
  const store = createMemoryStore(now)
  let runs = 0
  return {
    deps: { store, now, takeOverAfter: 60_000 },
    pass: (ms: number) => {
      time += ms
    },
    runs: () => runs,
    run: async () => ({ run: (runs += 1) }),
  }
}

const once = (
  deps: ReturnType<typeof setUp>['deps'],
  asked: IdempotentRequest,
  run: () => Promise<unknown>,
  beforeReplay = async () => {},
) => withIdempotency(deps, asked, { run, beforeReplay })

const codeOf = async (work: Promise<unknown>): Promise<ErrorCode | 'none'> => {
  try {
    await work
    return 'none'
  } catch (error) {
    if (!isDomainError(error)) throw error
    return error.code
  }
}

describe('a request with a key', () => {
  it('runs once, and gets its first result again', async () => {
    const { deps, run, runs } = setUp()
    expect(await once(deps, request, run)).toEqual({ result: { run: 1 }, replayed: false })
    expect(await once(deps, request, run)).toEqual({ result: { run: 1 }, replayed: true })
    expect(runs()).toBe(1)
  })

  it('is not told its result again when it may not have it any more; nor is it run', async () => {
    const { deps, run, runs } = setUp()
    await once(deps, request, run)
    const refuse = () => Promise.reject(new DomainError('ProjectNotFound', 'You are no member'))
    expect(await codeOf(once(deps, request, run, refuse))).toBe('ProjectNotFound')
    expect(runs()).toBe(1)
    expect(await once(deps, request, run)).toEqual({ result: { run: 1 }, replayed: true })
  })

  it('may have no result', async () => {
    const { deps } = setUp()
    await once(deps, request, async () => undefined)
    expect(await once(deps, request, async () => 1)).toEqual({ result: undefined, replayed: true })
  })

  it('is another one for another user or another key', async () => {
    const { deps, run } = setUp()
    await once(deps, request, run)
    await once(deps, { ...request, user: userId.parse('bob') }, run)
    expect(await once(deps, { ...request, key: 'k 2' }, run)).toEqual({
      result: { run: 3 },
      replayed: false,
    })
  })

  it('is refused for another body', async () => {
    const { deps, run } = setUp()
    await once(deps, request, run)
    expect(await codeOf(once(deps, { ...request, fingerprint: 'f2' }, run))).toBe('IdempotencyKeyReused')
  })

  it('is forgotten after a day', async () => {
    const { deps, run, pass } = setUp()
    await once(deps, request, run)
    pass(24 * 3600_000 + 1000)
    expect((await once(deps, request, run)).replayed).toBe(false)
  })

  it('repeats a refusal that only the request is to blame for, with its details', async () => {
    const { deps, run, runs } = setUp()
    const refusal = new DomainError('PageIncomplete', 'Two are missing', {
      target: 'answers',
      details: [{ code: 'MissingAnswer', message: 'x' }],
    })
    const refuse = async () => {
      throw refusal
    }
    await expect(once(deps, request, refuse)).rejects.toBe(refusal)
    await expect(once(deps, request, run)).rejects.toMatchObject({
      code: 'PageIncomplete',
      message: 'Two are missing',
      target: 'answers',
      details: [{ code: 'MissingAnswer', message: 'x' }],
    })
    expect(runs()).toBe(0)
  })

  it.each([
    ['the store was out', new DomainError('ServiceUnavailable', 'out')],
    ['the state did not allow it', new DomainError('ProjectBusy', 'busy')],
    ['something unforeseen', new Error('bug')],
  ])('may be tried anew after %s', async (_, error) => {
    const { deps, run } = setUp()
    const fail = async () => {
      throw error
    }
    await expect(once(deps, request, fail)).rejects.toBe(error)
    expect(await once(deps, request, run)).toEqual({ result: { run: 1 }, replayed: false })
  })

  it('waits for one that is running, and is taken over when that one is gone', async () => {
    const { deps, run, pass } = setUp()
    let finish = (): void => undefined
    const hanging = once(deps, request, () => new Promise((resolve) => (finish = () => resolve('late'))))
    pass(59_999)
    expect(await codeOf(once(deps, request, run))).toBe('RequestInProgress')
    pass(1)
    expect(await once(deps, request, run)).toEqual({ result: { run: 1 }, replayed: false })
    finish()
    expect(await hanging).toEqual({ result: 'late', replayed: false })
    expect(await once(deps, request, run)).toEqual({ result: { run: 1 }, replayed: true })
  })

  it('is answered although its record cannot be written any more', async () => {
    const { deps, run } = setUp()
    let broken = false
    const store: Store = {
      ...deps.store,
      batch: (...args) =>
        broken ? Promise.reject(new DomainError('ServiceUnavailable', 'out')) : deps.store.batch(...args),
    }
    const answer = once({ ...deps, store }, request, async () => {
      broken = true
      return run()
    })
    expect(await answer).toEqual({ result: { run: 1 }, replayed: false })
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
          else expect(outcome).toEqual({ run: 1 })
      }),
      { runs: 300 },
    )
  })
})
