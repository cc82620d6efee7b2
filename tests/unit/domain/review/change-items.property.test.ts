import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { isDomainError } from '../../../../src/domain/core/errors.ts'
import type { ItemId } from '../../../../src/domain/core/ids.ts'
import { requestSeed } from '../../../../src/domain/core/request-seed.ts'
import { acceptSkips } from '../../../../src/domain/review/accept-skips.ts'
import { approveItems } from '../../../../src/domain/review/approve-items.ts'
import { rejectItems } from '../../../../src/domain/review/reject-items.ts'
import { faultyStore, type Fault } from '../../../support/faulty-store.ts'
import { createReviewWorld, outcomes, rita } from '../../../support/review-world.ts'
import { checkProperty } from '../../../support/property.ts'

const actions = { approveItems, rejectItems, acceptSkips }
const fault = fc.constantFrom<Fault>('pass', 'pass', 'fail', 'lose', 'conflict')

/** Repeats a request until it is answered, with the items in another order each time. */
const persist = async (
  attempt: (items: readonly ItemId[]) => Promise<readonly unknown[]>,
  items: readonly ItemId[],
): Promise<void> => {
  for (let turn = 1; ; turn += 1) {
    try {
      await attempt([...items.slice(turn), ...items.slice(0, turn)])
      return
    } catch (error) {
      if (!isDomainError(error, 'ServiceUnavailable')) throw error
    }
  }
}

test('a review that is repeated in any order on a store that fails is accepted for each item, once, with one entry in the audit', async () => {
  await checkProperty(
    'review-retries',
    fc.asyncProperty(
      fc.constantFrom('approveItems', 'rejectItems', 'acceptSkips'),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fault, { maxLength: 10 }),
      async (action, count, segments, faults) => {
        const world = await createReviewWorld(count, { segments })
        const { deps, project } = world
        const items = world.ids.filter((_, index) => (index % 2 === 1) === (action === 'acceptSkips'))
        const left = [...faults]
        let ids = 0
        const failing = {
          ...deps,
          newId: () => `id${(ids += 1)}`,
          store: faultyStore(deps.store, ({ method }) =>
            method === 'batch' ? (left.shift() ?? 'pass') : 'pass',
          ),
        }
        const run = (asked: readonly ItemId[]) =>
          actions[action](failing)(rita, {
            project: project.id,
            items: asked,
            seed: requestSeed.parse('once'),
          })
        await persist(run, items)
        left.length = 0
        expect(outcomes(await run(items))).toEqual(items.map(() => 'Accepted'))
        const audits = await Promise.all(Array.from({ length: segments }, (_, one) => world.audits(one)))
        expect(
          audits
            .flat()
            .flatMap((entry) => entry.items ?? [])
            .toSorted(),
        ).toEqual(items.toSorted())
      },
    ),
    { runs: 50 },
  )
})

test('approving 25 items with a store that fails half way, then again with the same key: all are accepted', async () => {
  const world = await createReviewWorld(50)
  const items = world.ids.filter((_, index) => index % 2 === 0)
  let batches = 0
  const store = faultyStore(world.deps.store, ({ method }) =>
    method === 'batch' && (batches += 1) === 2 ? 'fail' : 'pass',
  )
  const approve = (seed: string) =>
    approveItems({ ...world.deps, store })(rita, {
      project: world.project.id,
      items,
      seed: requestSeed.parse(seed),
    })
  await expect(approve('s1')).rejects.toMatchObject({ code: 'ServiceUnavailable' })
  expect(outcomes(await approve('s1'))).toEqual(items.map(() => 'Accepted'))
  expect((await world.audits()).map(({ items }) => items?.length).toSorted()).toEqual([20, 5])
})
