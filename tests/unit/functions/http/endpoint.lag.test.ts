import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { DomainError, errorCodes, type ErrorCode } from '../../../../src/domain/core/errors.ts'
import { defineRoute } from '../../../../src/functions/http/route.ts'
import { restsOnReads } from '../../../../src/functions/http/rests-on-reads.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const body = z.object({ behind: z.boolean() })

/** A route that refuses with this code unless it runs behind a fence, and on a store that lags, or not. */
const setUp = (code: ErrorCode, lags = true) => {
  let fenced = false
  let runs = 0
  const route = defineRoute(
    {
      operation: 'getThing',
      method: 'GET',
      path: '/thing',
      summary: 'Get a thing',
      tag: 'Service',
      access: 'AnyRole',
      responses: { 200: { description: 'The thing', body } },
      errors: [],
    },
    {
      run: async () => {
        runs += 1
        if (!fenced) throw new DomainError(code, 'An old read')
        return { behind: fenced }
      },
      present: (shown) => ({ status: 200, body: shown }),
    },
  )
  const behindFence = async <T>(work: () => Promise<T>): Promise<T> => {
    fenced = true
    return work()
  }
  const app = createHttpApp([route], {
    store: createMemoryStore(() => 0),
    ...(lags ? { behindFence } : {}),
  })
  return { send: () => app.send('GET', '/thing', { as: 'ann:Labeler' }), runs: () => runs }
}

describe('a request that is refused for something that was read', () => {
  it.each(errorCodes.filter((code) => restsOnReads[code]))(
    '%s: is decided again behind fences',
    async (code) => {
      const { send, runs } = setUp(code)
      expect(await send()).toMatchObject({ status: 200, json: { behind: true } })
      expect(runs()).toBe(2)
    },
  )

  it.each(errorCodes.filter((code) => !restsOnReads[code]))(
    '%s: is not, if nothing was read',
    async (code) => {
      const { send, runs } = setUp(code)
      expect((await send()).status).not.toBe(200)
      expect(runs()).toBe(1)
    },
  )

  it('is refused at once where reads never lag', async () => {
    const { send, runs } = setUp('ProjectNotFound', false)
    expect(await send()).toMatchObject({ status: 404 })
    expect(runs()).toBe(1)
  })
})
