import { describe, expect, test } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import {
  createDatastoreWatch,
  lookDeadline,
  recallDeadline,
} from '../../../../src/domain/labeling/datastore-watch.ts'
import type { BlobSource } from '../../../../src/domain/ports/blobs.ts'
import { addDatastore } from '../../../support/datastore-source.ts'
import { makeProject } from '../../../support/make-documents.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const project = makeProject()
const refused = () => new DomainError('DatastoreUnreachable', 'Refused')
const busy = () => new DomainError('DatastoreUnavailable', 'Busy')

const setUp = async () => {
  const world = {
    now: 0,
    calls: [] as string[],
    exists: async (): Promise<boolean> => true,
    list: async (): Promise<void> => undefined,
    fail: (failure: DomainError): void => {
      world.exists = async () => {
        throw failure
      }
      world.list = async () => {
        throw failure
      }
    },
  }
  const source: Partial<BlobSource> = {
    exists: async (path) => {
      world.calls.push(`exists ${path}`)
      return world.exists()
    },
    list: async ({ pageSize }) => {
      world.calls.push(`list ${pageSize}`)
      await world.list()
      return { blobs: [] }
    },
  }
  const store = createMemoryStore(() => world.now)
  const { blobs } = await addDatastore(store, source)
  let timers: { readonly run: () => void; readonly at: number }[] = []
  const watch = createDatastoreWatch({
    store,
    blobs,
    now: () => world.now,
    later: (run, after) => {
      const timer = { run, at: world.now + after }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
  })
  /** Sets the clock, and rings what is due. */
  const pass = async (now: number): Promise<void> => {
    world.now = now
    await settled()
    for (const { run } of timers.filter(({ at }) => at <= now)) run()
    await settled()
  }
  return {
    world,
    pass,
    timers: () => timers.length,
    known: () => watch.known(project),
    look: (path?: string) => watch.look(project, async () => path),
    recall: (path?: string) => watch.recall(project, async () => path),
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const hang = <T>(): Promise<T> => new Promise(() => {})

describe('a look at a datastore', () => {
  test('is one request, and counts for 30 seconds', async () => {
    const { world, look } = await setUp()
    for (const now of [0, 1, 29_999, 30_000, 59_999]) {
      world.now = now
      expect(await look('a.png')).toBeUndefined()
    }
    expect(world.calls).toEqual(['exists a.png', 'exists a.png'])
  })

  test('is shared by requests of the same moment', async () => {
    const { world, look } = await setUp()
    expect(await Promise.all([look('a.png'), look('b.png'), look('c.png')])).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(world.calls).toEqual(['exists a.png'])
  })

  test('finds a dead datastore, and five seconds later that it is mended', async () => {
    const { world, look } = await setUp()
    world.fail(refused())
    const problem = { code: 'DatastoreUnreachable', message: 'Refused' }
    expect(await look('a.png')).toEqual(problem)
    world.exists = async () => true
    world.now = 4_999
    expect(await look('a.png')).toEqual(problem)
    world.now = 5_000
    expect(await look('a.png')).toBeUndefined()
  })

  test('knows what may pass', async () => {
    const { world, look } = await setUp()
    world.fail(busy())
    expect(await look('a.png')).toMatchObject({ code: 'DatastoreUnavailable' })
  })

  test.each([
    ['that is refused', () => Promise.reject(refused())],
    ['for which storage fails', () => Promise.reject(busy())],
    ['that is gone', async () => false],
  ])('is not misled by a file %s', async (_, exists) => {
    const { world, look } = await setUp()
    world.exists = exists
    expect(await look('a.png')).toBeUndefined()
    expect(world.calls.at(-1)).toBe('list 1')
  })

  test('needs no file', async () => {
    const { world, look } = await setUp()
    world.list = () => Promise.reject(refused())
    expect(await look()).toMatchObject({ code: 'DatastoreUnreachable' })
  })

  test('that failed for a defect is not remembered', async () => {
    const { world, look } = await setUp()
    world.exists = () => Promise.reject(new TypeError('A defect'))
    await expect(look('a.png')).rejects.toThrow('A defect')
    world.exists = async () => true
    expect(await look('a.png')).toBeUndefined()
  })
})

describe('a storage that hangs', () => {
  test('holds a request for three seconds, and is asked again five seconds later', async () => {
    const { world, look, pass, timers } = await setUp()
    world.exists = hang
    const waiting = Promise.all([look('a.png'), look('b.png')])
    await pass(lookDeadline - 1)
    expect(await Promise.race([waiting, Promise.resolve('waits')])).toBe('waits')
    await pass(lookDeadline)
    const late = { code: 'DatastoreUnavailable', message: expect.stringContaining('does not answer in time') }
    expect(await waiting).toEqual([late, late])
    world.now = lookDeadline + 4_999
    expect(await look('a.png')).toEqual(late)
    expect(world.calls).toEqual(['exists a.png'])
    world.exists = async () => true
    world.now += 1
    expect(await look('c.png')).toBeUndefined()
    expect([world.calls, timers()]).toEqual([['exists a.png', 'exists c.png'], 0])
  })

  test('is fine as soon as its late answer is, and a late failure hides no later look', async () => {
    const { world, look, pass, known } = await setUp()
    const answers: PromiseWithResolvers<boolean>[] = []
    world.exists = () => {
      const answer = Promise.withResolvers<boolean>()
      answers.push(answer)
      return answer.promise
    }
    const first = look('a.png')
    await pass(lookDeadline)
    expect(await first).toMatchObject({ code: 'DatastoreUnavailable' })
    const second = look('a.png')
    answers[0]?.resolve(true)
    await settled()
    expect(await second).toMatchObject({ code: 'DatastoreUnavailable' })
    expect(known()).toEqual({ problem: undefined })
    world.now = 100_000
    const third = look('a.png')
    await pass(100_000 + lookDeadline)
    await third
    world.now = 200_000
    world.exists = async () => true
    expect(await look('a.png')).toBeUndefined()
    world.list = () => Promise.reject(refused())
    answers[1]?.reject(refused())
    await settled()
    expect(known()).toEqual({ problem: undefined })
  })

  test('holds up a page that is held for half a second, which then has what the last look found', async () => {
    const { world, look, recall, pass } = await setUp()
    await look('a.png')
    world.exists = hang
    world.now = 30_000
    const first = recall('a.png')
    await pass(30_000 + recallDeadline - 1)
    expect(await Promise.race([first, Promise.resolve('waits')])).toBe('waits')
    await pass(30_000 + recallDeadline)
    expect(await first).toBeUndefined()
    await pass(30_000 + lookDeadline)
    expect(await recall('a.png')).toMatchObject({ code: 'DatastoreUnavailable' })
    world.exists = async () => true
    world.now = 40_000
    expect(await recall('a.png')).toBeUndefined()
  })

  test('is no reason to wait for a page that is held and was never looked at', async () => {
    const { world, recall, pass } = await setUp()
    world.exists = hang
    const shown = recall('a.png')
    await pass(recallDeadline)
    expect(await shown).toBeUndefined()
  })
})

test('a page that is held has what a quick look finds', async () => {
  const { world, look, recall } = await setUp()
  await look('a.png')
  world.fail(refused())
  world.now = 30_000
  expect(await recall('a.png')).toMatchObject({ code: 'DatastoreUnreachable' })
})

test.each([
  [2, 5_000],
  [20, 20_000],
  [3600, 60_000],
])('a storage that wants %d seconds is left alone for %d ms', async (retryAfter, wait) => {
  const { world, look } = await setUp()
  world.fail(new DomainError('DatastoreUnavailable', 'Busy', { retryAfter }))
  const problem = { code: 'DatastoreUnavailable', message: 'Busy', retryAfter }
  expect(await look('a.png')).toEqual(problem)
  const calls = world.calls.length
  world.now = wait - 1
  expect(await look('a.png')).toEqual(problem)
  expect(world.calls).toHaveLength(calls)
  world.now = wait
  await look('a.png')
  expect(world.calls.length).toBeGreaterThan(calls)
})
