import { afterEach, beforeEach, expect, it, jest } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import type { BlobFailure } from '../../../../src/adapters/blob/classify-failure.ts'
import { withSmallerPages } from '../../../../src/adapters/blob/smaller-pages.ts'
import { StorageFailure } from '../../../../src/adapters/blob/storage-failure.ts'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

const within = 30_000
const failing = (failure: BlobFailure) =>
  new DomainError('DatastoreUnavailable', 'Not now', { cause: new StorageFailure(failure) })
const timeout = failing({ kind: 'Timeout', reason: 'timeout' })

/** A line that needs this many milliseconds for each name. */
const onLine = (start: number) => {
  const line = { perName: start, asked: [] as number[], error: timeout }
  const list = withSmallerPages(async ({ pageSize }) => {
    line.asked.push(pageSize)
    const needs = line.perName * pageSize
    jest.advanceTimersByTime(Math.min(needs, within))
    if (needs > within) throw line.error
    return { blobs: [] }
  }, within)
  const ask = (pageSize = 5000) =>
    list({ prefix: '', pageSize }).then(
      () => 'listed',
      (error: unknown) => error,
    )
  return { ...line, line, ask }
}

it('asks for a fifth after a list page that was too slow, and then for what the line can do', async () => {
  const { line, ask } = onLine(10)
  expect(await ask()).toBe('listed')
  expect(await ask()).toBe('listed')
  expect(line.asked).toEqual([5000, 1000, 1000])
})

it('gets through a line of any speed, call by call, and never asks for fewer than 40', async () => {
  const { line, ask } = onLine(500)
  expect([await ask(), await ask(), await ask()]).toEqual([timeout, 'listed', 'listed'])
  expect(line.asked).toEqual([5000, 1000, 200, 40, 40])
  line.perName = Infinity
  await ask()
  expect(line.asked.at(-1)).toBe(40)
})

it('asks for more again once list pages come fast', async () => {
  const { line, ask } = onLine(10)
  await ask()
  line.perName = 0.01
  await ask()
  await ask()
  expect(line.asked).toEqual([5000, 1000, 1000, 5000])
})

it('learns nothing from a small list page, or from another failure', async () => {
  const { line, ask } = onLine(Infinity)
  expect(await ask(1)).toBe(timeout)
  line.error = failing({ kind: 'Busy', reason: '503 ServerBusy', code: 'ServerBusy' })
  expect(await ask()).toBe(line.error)
  line.perName = 0
  await ask()
  expect(line.asked).toEqual([1, 5000, 5000])
})

it.each<BlobFailure>([
  { kind: 'Interrupted', reason: '' },
  { kind: 'Busy', reason: '500 OperationTimedOut', code: 'OperationTimedOut' },
])('takes %j for a list page that was too large', async (failure) => {
  const { line, ask } = onLine(10)
  line.error = failing(failure)
  expect(await ask()).toBe('listed')
  expect(line.asked).toEqual([5000, 1000])
})
