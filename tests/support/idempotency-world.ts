import { z } from 'zod'
import { DomainError, isDomainError, type ErrorCode } from '../../src/domain/core/errors.ts'
import { userId } from '../../src/domain/core/ids.ts'
import type { RequestSeed } from '../../src/domain/core/request-seed.ts'
import type { IdempotentRequest } from '../../src/domain/idempotency/claim-record.ts'
import { withIdempotency, type IdempotentWork } from '../../src/domain/idempotency/with-idempotency.ts'
import { idempotencyRecords } from '../../src/domain/model/idempotency/idempotency-record.ts'
import { readAll } from './check-counters.ts'
import { createMemoryStore } from './memory-store.ts'

export const request: IdempotentRequest = {
  user: userId.parse('ann'),
  key: 'k 1',
  fingerprint: 'f1',
  olderFingerprint: 'older',
}

/** A service that creates things under ids from the seed; a thing that exists is not created again. */
export const setUp = () => {
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

export interface Thing {
  readonly thing: number
}

export const work = (run: IdempotentWork<Thing>['run']): IdempotentWork<Thing> => ({
  run,
  keep: ({ thing }) => `${thing}`,
  keepCopy: (json) => `${z.object({ thing: z.number() }).parse(JSON.parse(json)).thing}`,
  replay: async (kept) => ({ thing: Number(kept) }),
})

export const once = (
  deps: ReturnType<typeof setUp>['deps'],
  asked: IdempotentRequest,
  run: IdempotentWork<Thing>['run'],
) => withIdempotency(deps, asked, work(run))

export const codeOf = async (promise: Promise<unknown>): Promise<ErrorCode | 'none'> => {
  try {
    await promise
    return 'none'
  } catch (error) {
    if (!isDomainError(error)) throw error
    return error.code
  }
}

export const unavailable = () => new DomainError('ServiceUnavailable', 'out')
