import { describe, expect, test } from '@jest/globals'
import type { ItemId } from '../../../../src/domain/core/ids.ts'
import { segmentOf } from '../../../../src/domain/model/items/segment.ts'
import { changeItems } from '../../../../src/domain/review/change-items.ts'
import { makeItem } from '../../../support/make-documents.ts'
import { createReviewWorld, outcomes, rita } from '../../../support/review-world.ts'

type World = Awaited<ReturnType<typeof createReviewWorld>>

const approve = async ({ deps, project }: World, items: readonly ItemId[], comment?: string) =>
  changeItems(deps, rita, project, 'approve', { items, comment })

describe('items that a review changes', () => {
  test('have a result each, in the order asked for', async () => {
    const world = await createReviewWorld(4)
    const [first, skipped, second] = world.ids
    const unknown = makeItem(world.project, 'unknown').id
    const asked = [skipped!, second!, unknown, first!]
    const results = await approve(world, asked)
    expect(results.map(({ item }) => item)).toEqual(asked)
    expect(results.map(({ status }) => status)).toEqual(['Refused', 'Accepted', 'Refused', 'Accepted'])
    expect(outcomes(results)).toEqual(['WrongItemState', 'Accepted', 'ItemNotFound', 'Accepted'])
    expect(results[0]?.error?.message).toMatch(/skipped.*labeled.*needsReview/)
    expect(results[2]?.error?.message).toMatch(/./)
    expect((await world.read(first!)).document).toMatchObject({ state: 'approved', changedAt: 1000 })
  })

  test('have their results in that order also where they lie in several segments', async () => {
    const world = await createReviewWorld(20, { segments: 2 })
    const [one, other] = [0, 1].map((segment) => world.ids.filter((id) => segmentOf(id, 2) === segment))
    const asked = [one![0]!, other![0]!, one![1]!, other![1]!, one![2]!]
    const results = await approve(world, asked)
    expect(results.map(({ item }) => item)).toEqual(asked)
  })

  test('change once, however often they are named', async () => {
    const world = await createReviewWorld(1)
    const results = await approve(world, [world.ids[0]!, world.ids[0]!])
    expect(outcomes(results)).toEqual(['Accepted'])
  })

  test('change in batches of one segment, each with its entry in the audit', async () => {
    const world = await createReviewWorld(90, { segments: 2 })
    const labeled = world.ids.filter((_, index) => index % 2 === 0)
    const bySegment = [0, 1].map((segment) => labeled.filter((id) => segmentOf(id, 2) === segment))
    const results = await approve(world, labeled, 'fine')
    expect(outcomes(results)).toEqual(labeled.map(() => 'Accepted'))
    const batches = bySegment.flatMap(({ length }) => (length > 20 ? [20, length - 20] : [length]))
    expect(world.world.writes.toSorted()).toEqual(batches.toSorted())
    expect(world.world.reads).toBe(batches.length)
    for (const segment of [0, 1]) {
      const audits = await world.audits(segment)
      expect(audits.flatMap(({ items }) => items ?? []).toSorted()).toEqual(bySegment[segment]?.toSorted())
      expect(audits[0]).toMatchObject({ action: 'ApproveItems', by: 'rita', at: 1000, comment: 'fine' })
    }
  })

  test('leave no entry in the audit if none changed, and no comment if there is none', async () => {
    const world = await createReviewWorld(2)
    expect(outcomes(await approve(world, [world.ids[1]!]))).toEqual(['WrongItemState'])
    expect(await world.audits()).toEqual([])
    await approve(world, [world.ids[0]!])
    expect((await world.audits())[0]).not.toHaveProperty('comment')
  })

  test('are decided on again after a conflict, up to 20 times', async () => {
    const world = await createReviewWorld(1)
    world.world.conflicts = 20
    await expect(approve(world, world.ids)).rejects.toMatchObject({ code: 'ServiceUnavailable' })
    world.world.conflicts = 19
    expect(outcomes(await approve(world, world.ids))).toEqual(['Accepted'])
  })

  test('are none without a name', async () => {
    const world = await createReviewWorld(1)
    expect(await approve(world, [])).toEqual([])
  })
})
