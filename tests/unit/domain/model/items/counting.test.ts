import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../../../src/domain/core/ids.ts'
import {
  answerItem,
  approveItem,
  rejectItem,
  relabelItem,
  requeueItem,
  takeBackAnswer,
} from '../../../../../src/domain/model/items/change-item.ts'
import { counterDeltas, labelerDeltas } from '../../../../../src/domain/model/items/counting.ts'
import type { ItemDocument } from '../../../../../src/domain/model/items/item.ts'
import { labelOf, makeItem, makeProject } from '../../../../support/make-documents.ts'

const [ana, ben, rita] = [userId.parse('ana'), userId.parse('ben'), userId.parse('rita')]
const { headerPending: _, ...item } = makeItem(makeProject(), 'a.png')
const labeled = answerItem(item, labelOf('c0', 'c2'), ana, 1)!
const skipped = answerItem(item, { type: 'Skip' }, ana, 1)!
const labelers = (...changes: Parameters<typeof labelerDeltas>[0]) =>
  Object.fromEntries(labelerDeltas(changes))

describe('the counters of a segment', () => {
  test('count a new item in the queue', () => {
    expect(counterDeltas([{ after: item }])).toEqual({ 'states.unlabeled': 1, open: 1 })
  })

  test('count a rejected item in the queue as returned, until it leaves', () => {
    const open = rejectItem(labeled, rita, 2)!
    expect(counterDeltas([{ before: labeled, after: open }])).toMatchObject({ open: 1, returned: 1 })
    expect(counterDeltas([{ before: open, after: answerItem(open, labelOf('c1'), ben, 3) }])).toMatchObject({
      open: -1,
      returned: -1,
    })
    const { queue: _, ...missing } = { ...open, missing: true as const }
    expect(counterDeltas([{ before: open, after: missing }])).toEqual({ open: -1, returned: -1, missing: 1 })
    expect(
      counterDeltas([{ before: labeled, after: requeueItem(labeled, 'refresh', 2) }]),
    ).not.toHaveProperty('returned')
  })

  test.each<[string, Partial<ItemDocument>, Readonly<Record<string, number>>]>([
    ['that is missing', { missing: true }, { missing: 1 }],
    ['that changed', { changed: true }, { changed: 1 }],
    ['with a problem', { problem: 'Truncated' }, { problems: 1 }],
    ['whose header is to be read', { headerPending: true }, { headersPending: 1 }],
  ])('count an item %s', (_, fields, more) => {
    expect(counterDeltas([{ after: { ...item, ...fields } }])).toEqual({
      'states.unlabeled': 1,
      open: 1,
      ...more,
    })
  })

  test('count each class of a label once, and nothing of a skip but its state', () => {
    expect(counterDeltas([{ after: labeled }])).toEqual({
      'states.labeled': 1,
      'classes.c0': 1,
      'classes.c2': 1,
    })
    expect(counterDeltas([{ after: { ...labeled, classes: ['c0', 'c0'] } }])).toEqual({
      'states.labeled': 1,
      'classes.c0': 1,
    })
    expect(counterDeltas([{ after: skipped }])).toEqual({ 'states.skipped': 1 })
  })

  test('subtract what goes', () => {
    expect(counterDeltas([{ before: item }])).toEqual({ 'states.unlabeled': -1, open: -1 })
  })

  test('move with a change by the difference alone', () => {
    const other = relabelItem(labeled, labelOf('c2', 'c3'), rita, 2)
    expect(counterDeltas([{ before: labeled, after: other }])).toEqual({ 'classes.c0': -1, 'classes.c3': 1 })
    expect(counterDeltas([{ before: labeled, after: labeled }])).toEqual({})
  })

  test('add up over changes', () => {
    expect(
      counterDeltas([
        { after: item },
        { after: item },
        { before: item, after: labeled },
        { before: skipped },
      ]),
    ).toEqual({
      'states.unlabeled': 1,
      open: 1,
      'states.labeled': 1,
      'classes.c0': 1,
      'classes.c2': 1,
      'states.skipped': -1,
    })
  })

  test('stay without a change', () => {
    expect(counterDeltas([])).toEqual({})
    expect(counterDeltas([{}])).toEqual({})
  })
})

describe('the counters of labelers', () => {
  test('count an answer as held and as submitted', () => {
    expect(labelers({ before: item, after: labeled })).toEqual({ ana: { labeled: 1, submitted: 1 } })
    expect(labelers({ before: item, after: skipped })).toEqual({ ana: { skipped: 1, submitted: 1 } })
    expect(labelers({ after: labeled })).toEqual({ ana: { labeled: 1, submitted: 1 } })
  })

  test('stay when an item keeps its answer', () => {
    expect(labelers({ before: labeled, after: approveItem(labeled, rita, 2) })).toEqual({})
    expect(labelers({ before: labeled, after: { ...labeled, missing: true } })).toEqual({})
  })

  test('count a rejection against the labeler whose answer it was', () => {
    expect(labelers({ before: labeled, after: rejectItem(labeled, rita, 2) })).toEqual({
      ana: { labeled: -1, rejected: 1 },
    })
    expect(labelers({ before: skipped, after: rejectItem(skipped, rita, 2) })).toEqual({
      ana: { skipped: -1, rejected: 1 },
    })
  })

  test('count no rejection for an answer that ends by a changed file, another label or with its item', () => {
    expect(labelers({ before: labeled, after: requeueItem(labeled, 'refresh', 2) })).toEqual({
      ana: { labeled: -1 },
    })
    expect(labelers({ before: labeled, after: relabelItem(labeled, labelOf('c1'), rita, 2) })).toEqual({
      ana: { labeled: -1 },
      rita: { labeled: 1, submitted: 1 },
    })
    expect(labelers({ before: labeled })).toEqual({ ana: { labeled: -1 } })
  })

  test('count an answer that is taken back as if it had never been given, also after a rejection', () => {
    for (const open of [item, rejectItem(labeled, rita, 2)!]) {
      const again = answerItem(open, labelOf('c1'), ben, 3)!
      expect(labelers({ before: again, after: takeBackAnswer(again, 4) })).toEqual({
        ben: { labeled: -1, submitted: -1 },
      })
    }
    expect(labelers({ before: skipped, after: takeBackAnswer(skipped, 4) })).toEqual({
      ana: { skipped: -1, submitted: -1 },
    })
  })

  test('count an earlier rejection no second time', () => {
    const open = rejectItem(labeled, rita, 2)!
    expect(labelers({ before: open, after: { ...open, missing: true } })).toEqual({})
    const again = answerItem(open, labelOf('c1'), ben, 3)!
    expect(labelers({ before: open, after: again })).toEqual({ ben: { labeled: 1, submitted: 1 } })
    expect(labelers({ before: again, after: { ...again, changed: true } })).toEqual({})
    expect(labelers({ after: open })).toEqual({})
  })

  test('count the answers of several people, and a reviewer’s own decision, but none that others made', () => {
    const answers = [...labeled.answers, ...answerItem(item, { type: 'Skip' }, ben, 1)!.answers]
    const decided = { type: 'Label', label: labelOf('c0').label, by: 'rita', at: 2 } as const
    const reviewed: ItemDocument = { ...labeled, answers, decision: { source: 'Reviewer', ...decided } }
    expect(labelers({ before: item, after: reviewed })).toEqual({
      ana: { labeled: 1, submitted: 1 },
      ben: { skipped: 1, submitted: 1 },
      rita: { labeled: 1, submitted: 1 },
    })
    expect(labelers({ before: reviewed, after: rejectItem(reviewed, rita, 3) })).toEqual({
      ana: { labeled: -1, rejected: 1 },
      ben: { skipped: -1, rejected: 1 },
      rita: { labeled: -1, rejected: 1 },
    })
    const imported: ItemDocument = { ...labeled, answers: [], decision: { source: 'Import', ...decided } }
    expect(labelers({ before: item, after: imported })).toEqual({})
  })

  test('add up over changes, and leave out whoever ends as before', () => {
    expect(labelers({ before: item, after: labeled }, { before: item, after: labeled })).toEqual({
      ana: { labeled: 2, submitted: 2 },
    })
    const sames = answerItem(item, labelOf('c0'), ben, 1)!
    expect(
      labelers({ before: labeled, after: sames }, { before: sames, after: requeueItem(sames, 'x', 2) }),
    ).toEqual({ ana: { labeled: -1 }, ben: { submitted: 1 } })
    expect(labelers({ before: skipped }, { after: skipped })).toEqual({ ana: { submitted: 1 } })
  })

  test('stay without an answer', () => {
    expect(labelers({ after: item }, { before: item }, {})).toEqual({})
  })
})
