import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { userId } from '../../../../../src/domain/core/ids.ts'
import { answerItem } from '../../../../../src/domain/model/items/change-item.ts'
import type { ItemDocument, PastDecision } from '../../../../../src/domain/model/items/item.ts'
import { segmentPartition } from '../../../../../src/domain/model/items/segment.ts'
import { writeSegment, type StoredItemChange } from '../../../../../src/domain/model/items/write-segment.ts'
import {
  batchCost,
  maxBatchBytes,
  maxBatchCost,
  type BatchOperation,
} from '../../../../../src/domain/ports/store.ts'
import { splitBatches } from '../../../../../src/domain/model/items/split-batches.ts'
import { labelOf, makeItem, makeProject } from '../../../../support/make-documents.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'
import { wrapStore } from '../../../../support/wrapped-store.ts'
import { checkProperty } from '../../../../support/property.ts'

const project = makeProject()

describe('batches of changes', () => {
  it('are what the store takes, counters of items and of labelers included', async () => {
    const change = fc.record({
      user: fc.integer({ min: 0, max: 60 }),
      classes: fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 30 }),
      history: fc.constantFrom(0, 0, 0, 40),
      isNew: fc.boolean(),
    })
    await checkProperty(
      'split-batches',
      fc.asyncProperty(
        fc.array(change, { maxLength: 150 }),
        fc.integer({ min: 1, max: 99 }),
        async (all, most) => {
          const changes = all.map(({ user, classes, history, isNew }, index): StoredItemChange => {
            const item = makeItem(project, `${index}.png`)
            if (isNew) return { after: item }
            const by = userId.parse(`user${user}`)
            const given = labelOf(...classes.map((id) => `c${id}`))
            const past = {
              decision: { source: 'Labeler' as const, type: given.type, label: given.label, by, at: 5 },
              endedAt: 6,
              endedBy: 'x',
              action: 'Rejected' as const,
              comment: 'é'.repeat(1000),
            }
            const after = answerItem(item, given, by, 5)!
            return {
              before: { document: item, etag: 'e' },
              after: { ...after, history: Array.from({ length: history }, () => past) },
            }
          })
          const batches = splitBatches(changes, most)
          expect(batches.flat()).toEqual(changes)
          for (const batch of batches) {
            expect(batch.length).toBeGreaterThan(0)
            expect(batch.length).toBeLessThanOrEqual(most)
            let sent: readonly BatchOperation[] = []
            const store = wrapStore(
              createMemoryStore(() => 0),
              async (call, run) => {
                if (call.partition === segmentPartition('u1', 0) && call.operations && sent.length === 0)
                  sent = call.operations
                return call.operations ? ({ ok: true, etags: [] } as never) : run()
              },
            )
            await writeSegment(store, { uid: 'u1', segment: 0 }, batch)
            if (batch.length === 1) continue
            expect(batchCost(sent)).toBeLessThanOrEqual(maxBatchCost)
            expect(Buffer.byteLength(JSON.stringify(sent))).toBeLessThanOrEqual(maxBatchBytes + 20_000)
          }
        },
      ),
      { runs: 20 },
    )
  })
})

describe('a batch', () => {
  const ana = userId.parse('ana')
  const item = makeItem(project, 'a.png')
  const sizes = (changes: readonly StoredItemChange[], most = 99) =>
    splitBatches(changes, most).map((batch) => batch.length)
  const repeat = <T>(count: number, value: T) => Array.from({ length: count }, () => value)
  const labeled = (classes: readonly number[], by = ana, history: ItemDocument['history'] = []) => ({
    before: { document: item, etag: 'e' },
    after: { ...answerItem(item, labelOf(...classes.map((id) => `c${id}`)), by, 1)!, history },
  })

  it('holds at most so many changes', () => {
    expect(sizes([], 3)).toEqual([])
    expect(sizes(repeat(7, { after: item }), 3)).toEqual([3, 3, 1])
    expect(sizes(repeat(98, { after: item }))).toEqual([98])
  })

  it('is halved while it costs more than a batch may, counters included', () => {
    // 99 items and one increment of the segment's counters are 100 operations.
    expect(sizes(repeat(99, { after: item }))).toEqual([99])
    expect(sizes(repeat(99, labeled([0])))).toEqual([50, 49])
    expect(sizes(Array.from({ length: 60 }, (_, n) => labeled([0], userId.parse(`user${n}`))))).toEqual([
      30, 30,
    ])
    const ten = (n: number) => Array.from({ length: 10 }, (_, index) => n * 10 + index)
    expect(sizes(Array.from({ length: 60 }, (_, n) => labeled(ten(n))))).toEqual([30, 30])
  })

  it('is halved while its documents have more bytes than a batch may', () => {
    const past: PastDecision = {
      decision: { source: 'Labeler', type: 'Skip', by: ana, at: 1 },
      endedAt: 2,
      endedBy: 'x',
      action: 'Rejected',
      comment: 'x'.repeat(100_000),
    }
    expect(sizes(repeat(6, labeled([0], ana, [past])))).toEqual([6])
    expect(sizes(repeat(8, labeled([0], ana, [past])))).toEqual([4, 4])
    expect(sizes([labeled([0], ana, repeat(30, past))])).toEqual([1])
    const heavy = labeled([0])
    const label = { kind: 'Heavy', x: 'x'.repeat(50_000) }
    const answered = { ...heavy.after, answers: [{ type: 'Label' as const, label, by: ana, at: 1 }] }
    expect(sizes(repeat(20, { before: heavy.before, after: answered }))).toEqual([10, 10])
    // A new item is taken for its path and 500 more, at three bytes a character.
    const longest = Math.floor(maxBatchBytes / 6) - 500
    const withPath = (length: number) => ({ ...item, path: 'x'.repeat(length) })
    expect(sizes(repeat(2, { after: withPath(longest) }))).toEqual([2])
    expect(sizes(repeat(2, { after: withPath(longest + 1) }))).toEqual([1, 1])
    expect(sizes(repeat(90, { before: { document: withPath(longest), etag: 'e' } }))).toEqual([90])
  })
})
