import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { userId } from '../../../../../src/domain/core/ids.ts'
import {
  answerItem,
  approveItem,
  rejectItem,
  relabelItem,
  unapproveItem,
} from '../../../../../src/domain/model/items/change-item.ts'
import type { ItemDocument } from '../../../../../src/domain/model/items/item.ts'
import { itemAsOf } from '../../../../../src/domain/model/items/item-as-of.ts'
import { takeSnapshots } from '../../../../../src/domain/model/items/snapshots.ts'
import { updateItems } from '../../../../../src/domain/model/items/update-items.ts'
import { delayedStore } from '../../../../support/delayed-store.ts'
import { faultyStore, type Fault } from '../../../../support/faulty-store.ts'
import { counterProblems } from '../../../../support/check-counters.ts'
import { labelOf, makeItem, makeProject, readItems } from '../../../../support/labeling-world.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'
import { checkProperty } from '../../../../support/property.ts'

const project = makeProject({ segments: 1 })
const segment = { uid: project.uid, segment: 0 }
const ann = userId.parse('ann')
const drafts = Array.from({ length: 4 }, (_, index) => makeItem(project, `${index}.png`))

const changes = {
  label: (item: ItemDocument, at: number, of: number) => answerItem(item, labelOf(`c${of}`), ann, at),
  relabel: (item: ItemDocument, at: number, of: number) =>
    relabelItem(item, { label: labelOf(`c${of}`).label, classes: labelOf(`c${of}`).classes }, ann, at),
  approve: (item: ItemDocument, at: number) => approveItem(item, ann, at),
  unapprove: (item: ItemDocument, at: number) => unapproveItem(item, ann, at),
  reject: (item: ItemDocument, at: number) => rejectItem(item, ann, at),
}

const step = fc.record({
  item: fc.nat({ max: drafts.length - 1 }),
  do: fc.constantFrom('label', 'label', 'relabel', 'approve', 'unapprove', 'reject'),
  class: fc.nat({ max: 3 }),
  /** Clocks differ and step. */
  at: fc.integer({ min: 0, max: 1000 }),
})
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Fault>('pass') },
  { weight: 1, arbitrary: fc.constantFrom<Fault>('fail', 'conflict') },
)

const shown = (items: readonly ItemDocument[], snapshot: number) =>
  items.map((item) => ({ id: item.id, ...itemAsOf(item, snapshot) }))

describe('a snapshot of a segment', () => {
  it('has every change that was acknowledged before it, and never gets another one', async () => {
    await checkProperty(
      'snapshots',
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.array(step, { maxLength: 8 }), { minLength: 2, maxLength: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.infiniteStream(fault),
        async (scheduler, writers, snapshots, faults) => {
          const inner = createMemoryStore(() => 0)
          await updateItems(inner, segment, new Map(drafts.map((item) => [item.id, item])), (known, draft) =>
            known ? undefined : draft,
          )
          const store = faultyStore(
            delayedStore(inner, () => scheduler.schedule(Promise.resolve())),
            ({ method }) => (method === 'batch' ? faults.next().value : 'pass'),
          )
          const write = async (steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]) => {
            for (const { item, do: action, class: of, at } of steps)
              await updateItems(store, segment, new Map([[drafts[item]!.id, at]]), (known, when) =>
                known ? changes[action](known, when, of) : undefined,
              )
          }
          const taken: { readonly snapshot: number; readonly before: readonly ItemDocument[] }[] = []
          const snap = async () => {
            for (let count = 0; count < snapshots; count += 1) {
              const before = await readItems(inner, project)
              const [snapshot = 0] = await takeSnapshots(
                delayedStore(inner, () => scheduler.schedule(Promise.resolve())),
                project,
              )
              taken.push({ snapshot, before })
            }
          }
          /** What each snapshot showed when it was taken, and when all was over. */
          const first = new Map<number, ReturnType<typeof shown>>()
          const watch = async () => {
            for (const { snapshot } of taken)
              if (!first.has(snapshot)) first.set(snapshot, shown(await readItems(inner, project), snapshot))
          }
          const all = Promise.all([...writers.map(write), snap()])
          const over = all.then(() => undefined)
          const end = { reached: false }
          void over.finally(() => (end.reached = true)).catch(() => undefined)
          while (!end.reached) {
            if (scheduler.count() > 0) await scheduler.waitOne()
            await nextTurn()
            await watch()
          }
          await over
          const items = await readItems(inner, project)
          for (const { snapshot, before } of taken) {
            expect(shown(items, snapshot)).toEqual(first.get(snapshot))
            const epochs = before.flatMap(({ epochs = {}, history, unapproved = [] }) => [
              ...Object.values(epochs),
              ...[...history, ...unapproved].flatMap((past) => Object.values(past.epochs ?? {})),
            ])
            expect(Math.max(0, ...epochs.map((epoch) => epoch ?? 0))).toBeLessThanOrEqual(snapshot)
          }
          expect(await counterProblems(inner, project)).toEqual([])
        },
      ),
      { runs: 60 },
    )
  })
})
