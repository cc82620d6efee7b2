import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import type { Caller } from '../../../../src/domain/core/caller.ts'
import { isDomainError } from '../../../../src/domain/core/errors.ts'
import type { ItemId } from '../../../../src/domain/core/ids.ts'
import { requestSeed } from '../../../../src/domain/core/request-seed.ts'
import { relabelItem } from '../../../../src/domain/model/items/change-item.ts'
import { decidedOf } from '../../../../src/domain/model/items/item.ts'
import { writeSegment } from '../../../../src/domain/model/items/write-segment.ts'
import { acceptSkips } from '../../../../src/domain/review/accept-skips.ts'
import { approveItems } from '../../../../src/domain/review/approve-items.ts'
import type { SeenItem } from '../../../../src/domain/review/change-items.ts'
import { labelItem } from '../../../../src/domain/review/label-item.ts'
import { rejectItems } from '../../../../src/domain/review/reject-items.ts'
import { unapproveItems } from '../../../../src/domain/review/unapprove-items.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { faultyStore, type Fault } from '../../../support/faulty-store.ts'
import { callerOf, labelOf } from '../../../support/make-documents.ts'
import { createReviewWorld, outcomes, rita } from '../../../support/review-world.ts'
import { checkProperty } from '../../../support/property.ts'

const leo = callerOf('leo', 'Admin')
const actions = { approveItems, unapproveItems, rejectItems, acceptSkips }
type Action = keyof typeof actions

const open = async (count = 1) => {
  const world = await createReviewWorld(count)
  const see = async (id: ItemId): Promise<SeenItem> => ({ item: id, etag: (await world.read(id)).etag })
  const review = async (action: Action, who: Caller, seen: readonly SeenItem[], more: object = {}) =>
    outcomes(await actions[action](world.deps)(who, { project: world.project.id, seen, ...more }))
  return { ...world, see, review }
}

describe('a review of items that were seen', () => {
  it('is refused where another reviewer changed the label in between, and changes the others', async () => {
    const { deps, project, ids, read, see, review } = await open(5)
    const seen = [await see(ids[0]!), await see(ids[2]!)]
    const label = { labels: ['Dog/Poodle'] }
    await labelItem(deps)(leo, { project: project.id, item: ids[0]!, label, ifMatch: '*' })
    const between = await read(ids[0]!)
    expect(await review('approveItems', rita, seen)).toEqual(['ItemChangedSince', 'Accepted'])
    expect(await read(ids[0]!)).toEqual(between)
    expect(await review('approveItems', rita, [await see(ids[0]!)])).toEqual(['Accepted'])
  })

  it.each(['approveItems', 'unapproveItems', 'rejectItems', 'acceptSkips'] as const)(
    '%s is the same when it is sent again, with a key and without one, whatever happened since',
    async (action) => {
      for (const seed of [undefined, requestSeed.parse('s1')]) {
        const { ids, deps, read, see, review, audits, project } = await open(2)
        const id = ids[action === 'acceptSkips' ? 1 : 0]!
        if (action === 'unapproveItems') await approveItems(deps)(leo, { project: project.id, items: [id] })
        const seen = [await see(id)]
        const send = () => review(action, rita, seen, { ...(seed && { seed }) })
        expect(await send()).toEqual(['Accepted'])
        const first = await read(id)
        expect(await send()).toEqual(['Accepted'])
        expect(await read(id)).toEqual(first)
        if (action !== 'acceptSkips') {
          const label = { labels: ['Dog'] }
          await labelItem(deps)(leo, { project: project.id, item: id, label, ifMatch: '*' })
          const since = await read(id)
          expect(await send()).toEqual(['Accepted'])
          expect(await read(id)).toEqual(since)
        }
        expect(await review(action, leo, seen)).toEqual(['ItemChangedSince'])
        expect((await audits()).filter(({ by }) => by === 'rita')).toHaveLength(1)
      }
    },
  )

  it('is refused although the same reviewer approved the item as it is now', async () => {
    const { deps, project, ids, see, review } = await open()
    const first = [await see(ids[0]!)]
    const label = { labels: ['Dog'] }
    await labelItem(deps)(leo, { project: project.id, item: ids[0]!, label, ifMatch: '*' })
    await review('approveItems', rita, [await see(ids[0]!)])
    expect(await review('approveItems', rita, first)).toEqual(['ItemChangedSince'])
    expect(await review('approveItems', rita, [await see(ids[0]!)])).toEqual(['Accepted'])
  })

  it('tells a rejection with another comment from its repetition', async () => {
    const { ids, see, review } = await open()
    const seen = [await see(ids[0]!)]
    expect(await review('rejectItems', rita, seen, { comment: 'dark' })).toEqual(['Accepted'])
    expect(await review('rejectItems', rita, seen, { comment: 'dark' })).toEqual(['Accepted'])
    expect(await review('rejectItems', rita, seen, { comment: 'blurred' })).toEqual(['ItemChangedSince'])
  })

  it('says what state it needs where the item is as it was seen', async () => {
    const { ids, see, review } = await open(2)
    expect(await review('approveItems', rita, [await see(ids[1]!)])).toEqual(['WrongItemState'])
    const unknown = { item: 'f'.repeat(32) as ItemId, etag: 'x' }
    expect(await review('approveItems', rita, [unknown])).toEqual(['ItemNotFound'])
  })

  it('approves only labels that were seen, whoever relabels meanwhile, on a store that fails', async () => {
    const fault = fc.constantFrom<Fault>('pass', 'pass', 'fail', 'lose', 'conflict')
    await checkProperty(
      'approve-what-was-seen',
      fc.asyncProperty(
        fc.array(fault, { maxLength: 8 }),
        fc.array(fc.nat({ max: 3 }), { maxLength: 4 }),
        fc.array(fc.nat({ max: 4 }), { maxLength: 4 }),
        async (faults, relabeled, moments) => {
          const { deps, project, ids, read } = await createReviewWorld(8)
          const labeled = ids.filter((_, index) => index % 2 === 0)
          const before = await Promise.all(labeled.map(read))
          const left = [...faults]
          const pending = relabeled.map((of, index) => ({ id: labeled[of]!, at: moments[index] ?? 0 }))
          let calls = 0
          let unique = 0
          const relabel = async (id: ItemId): Promise<void> => {
            const stored = await read(id)
            const after = relabelItem(stored.document, labelOf('c1'), leo.user, 2000)
            await writeSegment(deps.store, { uid: project.uid, segment: 0 }, [{ before: stored, after }])
          }
          const inner = faultyStore(deps.store, ({ method }) =>
            method === 'batch' ? (left.shift() ?? 'pass') : 'pass',
          )
          /** Another reviewer relabels between the reads and the writes of the review. */
          const store = new Proxy(inner, {
            get: (target, name, receiver) =>
              name === 'batch'
                ? async (...args: Parameters<typeof inner.batch>) => {
                    calls += 1
                    for (const one of pending.filter(({ at }) => at === calls)) await relabel(one.id)
                    return target.batch(...args)
                  }
                : Reflect.get(target, name, receiver),
          })
          const seen = before.map(({ document, etag }) => ({ item: document.id, etag }))
          const send = async (): Promise<readonly string[]> => {
            for (;;) {
              try {
                const failing = { ...deps, store, newId: () => `id${(unique += 1)}` }
                return outcomes(await approveItems(failing)(rita, { project: project.id, seen }))
              } catch (error) {
                if (!isDomainError(error, 'ServiceUnavailable')) throw error
              }
            }
          }
          const results = await send()
          expect(await send()).toEqual(results)
          for (const [index, id] of labeled.entries()) {
            const { document } = await read(id)
            const approvals = [document, ...document.history].filter(({ approved }) => approved)
            const shown = decidedOf(before[index]!.document)
            expect(approvals).toHaveLength(results[index] === 'Accepted' ? 1 : 0)
            for (const one of approvals)
              expect('decision' in one && 'endedAt' in one ? one.decision : decidedOf(document)).toEqual(
                shown,
              )
          }
          expect(await counterProblems(deps.store, project)).toEqual([])
        },
      ),
      { runs: 150 },
    )
  })
})
