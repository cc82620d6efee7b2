import { describe, expect, test } from '@jest/globals'
import type { LeaseResult } from '../../../../src/domain/labeling/decide-leases.ts'
import { createPageSearch } from '../../../../src/domain/labeling/search-pages.ts'
import {
  changeCurrentSegment,
  readCurrentSegment,
} from '../../../../src/domain/model/leases/current-segment.ts'
import { pageIdIn } from '../../../../src/domain/model/leases/lease.ts'
import { callerOf, makePage } from '../../../support/make-documents.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const ana = callerOf('ana')
const page = makePage('ana', [])
const request = { labeler: ana.user, size: 1, lease: 1000, severalSegments: true }

const setUp = (after = request, now = 0) => {
  const store = createMemoryStore(() => now)
  const asked: number[] = []
  const world = { answer: async (_segment: number): Promise<LeaseResult> => undefined }
  const move = async (segment: number) =>
    changeCurrentSegment(store, 'u1', ana.user, await readCurrentSegment(store, 'u1', ana.user), segment)
  const current = async () => (await readCurrentSegment(store, 'u1', ana.user))?.document.segment
  const lease = async ({ segment }: { readonly segment: number }) => {
    asked.push(segment)
    return world.answer(segment)
  }
  const lookIn = createPageSearch({ store, now: () => now, lease }, ana, 'u1', after)
  return { store, asked, world, move, current, lookIn }
}

describe('the search for a page', () => {
  test('tries each segment once, and moves the labeler only where there is something', async () => {
    const { asked, world, current, lookIn } = setUp()
    world.answer = async (segment) => (segment < 2 ? undefined : (await current()) === 2 ? page : 'Elsewhere')
    expect(await lookIn([0, 1])).toBeUndefined()
    expect(await current()).toBeUndefined()
    expect(await lookIn([1, 2, 3])).toBe(page)
    expect(asked).toEqual([0, 1, 2, 2])
    expect(await current()).toBe(2)
  })

  test('follows another request of the labeler that has moved them', async () => {
    const { asked, world, move, current, lookIn } = setUp()
    world.answer = async (segment) => {
      if (asked.length === 1) await move(5)
      return segment === 5 ? page : 'Elsewhere'
    }
    expect(await lookIn([2])).toBe(page)
    expect(asked).toEqual([2, 5])
    expect(await current()).toBe(5)
  })

  test('finds a page that the labeler was granted elsewhere, unless it is the one beside which they want another', async () => {
    const held = { ...makePage('ana', []), id: 'page:5-held', page: pageIdIn(5, 'held') }
    for (const after of [undefined, held.page]) {
      const { store, world, move, current, lookIn } = setUp({ ...request, ...(after && { after }) })
      await store.batch('items', 'u1:5', [{ type: 'create', document: held }])
      await move(5)
      world.answer = async (segment) =>
        segment === 5 ? undefined : (await current()) === segment ? page : 'Elsewhere'
      expect(await lookIn([2])).toEqual(after ? page : held)
    }
  })

  test('gives up if other requests move the labeler away each time', async () => {
    const { world, move, asked, lookIn } = setUp()
    world.answer = async () => {
      await move(5)
      return asked.at(-1) === 5 ? undefined : 'Elsewhere'
    }
    await expect(lookIn([2])).rejects.toMatchObject({ code: 'ServiceUnavailable' })
    expect(asked.filter((segment) => segment === 2)).toHaveLength(20)
  })
})
