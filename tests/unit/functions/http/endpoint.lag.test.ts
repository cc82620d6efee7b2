import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { DomainError, errorCodes, type ErrorCode } from '../../../../src/domain/core/errors.ts'
import type { Decide } from '../../../../src/domain/ports/store.ts'
import { defineRoute } from '../../../../src/functions/http/route.ts'
import { restsOnReads } from '../../../../src/functions/http/rests-on-reads.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const body = z.object({ behind: z.boolean() })

type Step = 'run' | 'present'

/** A route that refuses with this code in a step unless that runs behind a fence, where documents have changed, or not. */
const setUp = (
  code: ErrorCode,
  { step = 'run', changed = true, lags = true }: { step?: Step; changed?: boolean; lags?: boolean } = {},
) => {
  let fenced = false
  const runs = { run: 0, present: 0 }
  const refuse = (at: Step) => {
    runs[at] += 1
    if (at === step && !fenced) throw new DomainError(code, 'An old read')
  }
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
        refuse('run')
        return { behind: fenced }
      },
      present: async (shown) => {
        refuse('present')
        return { status: 200, body: shown }
      },
    },
  )
  const decide: Decide = async (work, restsOn) => {
    try {
      return await work()
    } catch (error) {
      const rests = restsOn(error)
      if (rests === 'Never' || (rests === 'IfChanged' && !changed)) throw error
      fenced = true
      return work()
    }
  }
  const app = createHttpApp([route], {
    store: createMemoryStore(() => 0),
    ...(lags ? { decide } : {}),
  })
  return { send: () => app.send('GET', '/thing', { as: 'ann:Labeler' }), runs }
}

describe('a request that is refused for something that was read', () => {
  it.each(errorCodes.filter((code) => restsOnReads[code] === 'Always'))(
    '%s: is decided again behind fences',
    async (code) => {
      const { send, runs } = setUp(code, { changed: false })
      expect(await send()).toMatchObject({ status: 200, json: { behind: true } })
      expect(runs).toEqual({ run: 2, present: 1 })
    },
  )

  it.each(errorCodes.filter((code) => restsOnReads[code] === 'IfChanged'))(
    '%s: is decided again if what it read has changed',
    async (code) => {
      expect(await setUp(code).send()).toMatchObject({ status: 200, json: { behind: true } })
      const { send, runs } = setUp(code, { changed: false })
      expect((await send()).status).not.toBe(200)
      expect(runs).toEqual({ run: 1, present: 0 })
    },
  )

  it.each(errorCodes.filter((code) => restsOnReads[code] === 'Never'))(
    '%s: is not, if nothing was read',
    async (code) => {
      const { send, runs } = setUp(code)
      expect((await send()).status).not.toBe(200)
      expect(runs.run).toBe(1)
    },
  )

  it('is done once if only its response is refused', async () => {
    const { send, runs } = setUp('DatastoreUnreachable', { step: 'present' })
    expect((await send()).status).toBe(200)
    expect(runs).toEqual({ run: 1, present: 2 })
  })

  it('is refused at once where reads never lag', async () => {
    const { send, runs } = setUp('ProjectNotFound', { lags: false })
    expect(await send()).toMatchObject({ status: 404 })
    expect(runs.run).toBe(1)
  })
})
