import { describe, expect, test } from '@jest/globals'
import { DomainError } from '../../../../../src/domain/core/errors.ts'
import { userId } from '../../../../../src/domain/core/ids.ts'
import { answerItem, rejectItem } from '../../../../../src/domain/model/items/change-item.ts'
import { noCounters, type CountersDocument } from '../../../../../src/domain/model/items/counters.ts'
import { writeSegment, type StoredItemChange } from '../../../../../src/domain/model/items/write-segment.ts'
import type { BatchOperation, BatchResult, Store } from '../../../../../src/domain/ports/store.ts'
import { labelOf, makeItem, makeProject } from '../../../../support/make-documents.ts'

const item = makeItem(makeProject(), 'a.png')
const labeled = answerItem(item, labelOf('c0'), userId.parse('ana'), 1)!
const before = { document: item, etag: 'e1' }
const other: BatchOperation = { type: 'create', document: { id: 'note', kind: 'note' } }
const created = {
  type: 'increment',
  id: 'counters',
  by: { 'states.unlabeled': 1, open: 1, headersPending: 1 },
  ifEquals: { field: 'epoch', value: 0 },
}

/** A store that gives these answers and epochs, one after the other, and the batches that it was sent. */
const scripted = (
  answers: readonly (BatchResult | Error)[],
  ofEpochs: readonly number[] = [],
  counters: CountersDocument = noCounters,
) => {
  const batches: { container: string; partition: string; operations: readonly BatchOperation[] }[] = []
  const batch: Store['batch'] = async (container, partition, operations) => {
    const answer = answers[batches.length]
    batches.push({ container, partition, operations: [...operations] })
    if (answer === undefined) throw new Error('One batch too many')
    if (answer instanceof Error) throw answer
    return answer
  }
  const epochs = [...ofEpochs]
  const read: Store['read'] = async (_, __, id) => {
    const epoch = epochs.length > 1 ? epochs.shift() : epochs[0]
    return { document: { ...counters, id, ...(epoch && { epoch }) }, etag: 'c' }
  }
  return { store: { batch, read } as Store, batches }
}
const done: BatchResult = { ok: true, etags: ['e2'] }
const write = async (
  changes: readonly StoredItemChange[],
  answers: readonly (BatchResult | Error)[] = [done],
  others: readonly BatchOperation[] = [],
  epochs: readonly number[] = [],
  counters?: CountersDocument,
) => {
  const { store, batches } = scripted(answers, epochs, counters)
  const result = await writeSegment(store, { uid: 'u1', segment: 2 }, changes, others)
  return { result, batches }
}

describe('a change of items', () => {
  test('is one batch: the items, what else there is, and the counters that follow', async () => {
    const { result, batches } = await write([{ before, after: labeled }], [done], [other])
    expect(result).toBe(done)
    expect(batches).toEqual([
      {
        container: 'items',
        partition: 'u1:2',
        operations: [
          { type: 'replace', document: labeled, ifMatch: 'e1' },
          other,
          {
            type: 'increment',
            id: 'counters',
            by: {
              'states.unlabeled': -1,
              open: -1,
              'states.labeled': 1,
              'classes.c0': 1,
              'recent.labeled.0:ana': 1,
            },
            ifEquals: { field: 'epoch', value: 0 },
          },
        ],
      },
    ])
  })

  test('creates what is new and deletes what goes', async () => {
    const added = await write([{ after: item }])
    expect(added.batches[0]?.operations).toEqual([{ type: 'create', document: item }, created])
    const gone = await write([{ before }])
    expect(gone.batches[0]?.operations[0]).toEqual({ type: 'delete', id: item.id, ifMatch: 'e1' })
    await expect(write([{}])).rejects.toThrow('A change needs before, after or both')
  })

  test('that counts nothing increments nothing', async () => {
    const moved = { ...item, changedAt: 10 }
    const { batches } = await write([{ before, after: moved }])
    expect(batches[0]?.operations).toEqual([{ type: 'replace', document: moved, ifMatch: 'e1' }])
  })

  test('records the epoch, and is written again in the next one if that has ended', async () => {
    const ended: BatchResult = { ok: false, index: 1, failure: 'EtagMismatch' }
    const { result, batches } = await write([{ before, after: labeled }], [ended, done], [], [3, 4])
    expect(result).toBe(done)
    const written = (epoch: number) => [
      { type: 'replace', document: { ...labeled, epochs: { decided: epoch, state: epoch } }, ifMatch: 'e1' },
      expect.objectContaining({ id: 'counters', ifEquals: { field: 'epoch', value: epoch } }),
    ]
    expect(batches.map(({ operations }) => operations)).toEqual([written(3), written(4)])
  })

  test('that counts nothing is bound to the epoch, too, if a snapshot can show it', async () => {
    const again = { ...labeled, decision: { source: 'Labeler' as const } }
    const { batches } = await write([{ before: { document: labeled, etag: 'e2' }, after: again }])
    expect(batches[0]?.operations[1]).toEqual({
      type: 'increment',
      id: 'counters',
      by: { epoch: 0 },
      ifEquals: { field: 'epoch', value: 0 },
    })
  })

  test('creates counters when they are first needed, and then writes again', async () => {
    const { result, batches } = await write(
      [{ before, after: labeled }],
      [{ ok: false, index: 1, failure: 'NotFound' }, done, done],
    )
    expect(result).toBe(done)
    expect(batches.map(({ operations }) => operations)).toEqual([
      batches[0]?.operations,
      [{ type: 'create', document: noCounters }],
      batches[0]?.operations,
    ])
    expect(batches.every(({ container, partition }) => container === 'items' && partition === 'u1:2')).toBe(
      true,
    )
  })

  test('counts a labeler in an own document where the counters have none, and creates it first', async () => {
    const { returned: _, labelers: __, days: ___, recent: ____, ...old } = noCounters
    const rejected = rejectItem(labeled, userId.parse('rita'), 2)!
    const { result, batches } = await write(
      [{ before: { document: labeled, etag: 'e1' }, after: rejected }],
      [
        { ok: false, index: 2, failure: 'NotFound' },
        // Another process created it first.
        { ok: false, index: 0, failure: 'AlreadyExists' },
        done,
      ],
      [],
      [],
      old,
    )
    expect(result).toBe(done)
    const [first, created, again] = batches.map(({ operations }) => operations)
    // It does not count what was returned, either.
    expect(first?.slice(1)).toEqual([
      {
        type: 'increment',
        id: 'counters',
        by: { 'states.labeled': -1, 'states.unlabeled': 1, open: 1, 'classes.c0': -1 },
        ifEquals: { field: 'epoch', value: 0 },
      },
      { type: 'increment', id: 'labeler:ana', by: { labeled: -1, rejected: 1 } },
    ])
    const none = { labeled: 0, skipped: 0, rejected: 0, submitted: 0, activeMs: 0 }
    expect(created).toEqual([
      { type: 'create', document: { id: 'labeler:ana', kind: 'labeler', user: 'ana', ...none } },
    ])
    expect(again).toEqual(first)
  })

  test('reads the counters once, and again after a failure or without an answer', async () => {
    const reads: string[] = []
    const answers: (BatchResult | Error)[] = [
      done,
      done,
      { ok: false, index: 1, failure: 'EtagMismatch' },
      done,
      new DomainError('ServiceUnavailable', 'No answer'),
      done,
    ]
    const { store: one } = scripted(answers)
    const read: Store['read'] = (container, partition, id) => {
      reads.push(id)
      return one.read(container, partition, id)
    }
    const store = { ...one, read }
    const once = () => writeSegment(store, { uid: 'u1', segment: 2 }, [{ before, after: labeled }])
    await once()
    await once()
    expect(reads).toEqual(['counters'])
    await once()
    expect(reads).toHaveLength(2)
    await expect(once()).rejects.toMatchObject({ code: 'ServiceUnavailable' })
    await once()
    expect(reads).toHaveLength(3)
  })

  test.each<[string, BatchResult & { ok: false }]>([
    ['another version of an item', { ok: false, index: 0, failure: 'EtagMismatch' }],
    ['an item that is gone', { ok: false, index: 0, failure: 'NotFound' }],
    ['an operation that does not exist', { ok: false, index: 9, failure: 'NotFound' }],
  ])('fails on %s', async (_, failure) => {
    const { result, batches } = await write([{ before, after: labeled }], [failure])
    expect(result).toBe(failure)
    expect(batches).toHaveLength(1)
  })

  test('goes on if nobody knows whether the counters were created, and on no other failure', async () => {
    const unclear = new DomainError('ServiceUnavailable', 'No answer')
    const missing: BatchResult = { ok: false, index: 1, failure: 'NotFound' }
    const { result } = await write([{ before, after: labeled }], [missing, unclear, done])
    expect(result).toBe(done)
    const full = new DomainError('StorageFull', 'No room')
    await expect(write([{ before, after: labeled }], [missing, full, done])).rejects.toBe(full)
  })
})
