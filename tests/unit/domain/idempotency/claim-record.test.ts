import { describe, expect, it } from '@jest/globals'
import { projectUid } from '../../../../src/domain/core/ids.ts'
import type { RequestSeed } from '../../../../src/domain/core/request-seed.ts'
import type { Store, StoredDocument } from '../../../../src/domain/ports/store.ts'
import { codeOf, once, request, setUp, unavailable, type Thing } from '../../../support/idempotency-world.ts'

describe('a request with a key that has a record', () => {
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
    const dead = once({ ...deps, now: () => 1_000_000 + 7_200_000 }, request, die)
    dead.catch(() => undefined)
    await new Promise(setImmediate)
    expect(await once(deps, request, run)).toEqual({ result: { thing: 1 }, replayed: false })
    pass(1)
    expect(things.size).toBe(1)
  })

  it.each([
    ['failed', 1, async (): Promise<Thing> => Promise.reject(unavailable())],
    ['died', 60_000, async (): Promise<Thing> => new Promise(() => {})],
    ['is still running', 1, async (): Promise<Thing> => new Promise(() => {})],
  ])('does not run in a project that took the place of one whose request %s', async (_, later, end) => {
    const { deps, run, pass, runs } = setUp()
    const [old, present] = ['u1', 'u2'].map((uid) => ({ ...request, project: projectUid.parse(uid) }))
    const first = once(deps, old!, async (seed) => {
      await run(seed)
      return end()
    })
    first.catch(() => undefined)
    await new Promise(setImmediate)
    pass(later)
    expect(await codeOf(once(deps, present!, run))).toBe('ProjectNotFound')
    expect(runs()).toBe(1)
    expect(await once(deps, { ...present!, key: 'k 2' }, run)).toMatchObject({ replayed: false })
  })

  describe('of version 0.1.0', () => {
    const older = async (outcome: Record<string, unknown>) => {
      const world = setUp()
      const { deps, run, records } = world
      await once(deps, request, run)
      const [{ seed: _, ...record }] = (await records()) as [Awaited<ReturnType<typeof records>>[0]]
      const { etag } = (await deps.store.read('workspace', 'idempotency:ann', record.id))!
      const document = { ...record, fingerprint: 'older', outcome } as StoredDocument
      await deps.store.batch('workspace', 'idempotency:ann', [{ type: 'replace', document, ifMatch: etag }])
      return world
    }

    it('replays the ids in the copy of a result', async () => {
      const { deps, run, runs } = await older({ state: 'Done', result: '{"thing":7,"url":"https://x"}' })
      expect(await once(deps, request, run)).toEqual({ result: { thing: 7 }, replayed: true })
      expect(await codeOf(once(deps, { ...request, olderFingerprint: 'x' }, run))).toBe(
        'IdempotencyKeyReused',
      )
      expect(runs()).toBe(1)
    })

    it.each([
      ['nothing is kept', { state: 'Done' }],
      ['it was refused', { state: 'Refused', code: 'PageIncomplete', message: 'x', details: [] }],
    ])('runs where %s', async (_, outcome) => {
      const { deps, run } = await older(outcome)
      expect(await once(deps, request, run)).toEqual({ result: { thing: 2 }, replayed: false })
      expect(await once(deps, request, run)).toEqual({ result: { thing: 2 }, replayed: true })
    })
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

  it('reads behind a fence if it read too early', async () => {
    const { deps, run } = setUp()
    await once(deps, request, run)
    let fenced = false
    const store: Store = {
      ...deps.store,
      read: async (...args) => (fenced ? deps.store.read(...args) : undefined),
      fence: async () => {
        fenced = true
      },
    }
    expect(await once({ ...deps, store }, request, run)).toEqual({ result: { thing: 1 }, replayed: true })
  })
})
