import { describe, expect, test } from '@jest/globals'
import { judge } from '../../../../../lab/soak/check/check.ts'
import type { Call } from '../../../../../lab/soak/history/record.ts'
import { brokenBy } from './broken-by.ts'
import { answer, evidenceOf, idOf, makeUp, type MadeUp } from './made-up-store.ts'

const [labeled, rejected, fresh] = [idOf('a.png'), idOf('b.png'), idOf('c.png')]

const replaceCall = ({ calls }: MadeUp, action: Call['action'], change: Partial<Call>): void => {
  const index = calls.findIndex((call) => call.action === action)
  calls[index] = { ...calls[index]!, ...change }
}

const there = 'every acknowledged answer is there'
const once = 'every answer that is there was given, once'
const ended = 'every answer that was ended or approved was so by somebody who did it'
const reviewed = 'every acknowledged review action is there'
const whole = 'state, queue, answer and index copies of an item agree'
const counters = 'the counters of each segment are exact'
const labelers = 'the counters of each labeler are exact'
const outcome = 'what a submitted page says was taken is there'
const files = 'every file has one item, which knows it as it is'
const lacking = 'every label that held at the snapshot is exported'

/** Not everything is labeled in that store, so nobody was told so. */
const allDone = 'nothing is open where the last labeler was told that all is done'

test('a store that is right has nothing wrong, and every rule looks at something', () => {
  const findings = judge(evidenceOf(makeUp()))
  expect(findings.flatMap(({ problems }) => problems)).toEqual([])
  expect(findings.filter(({ looked }) => looked === 0).map(({ rule }) => rule)).toEqual([allDone])
})

describe('answers', () => {
  test('one that was lost, from the history of its item', () => {
    expect(brokenBy(({ document }) => (document(rejected)['history'] = []))).toEqual(
      expect.arrayContaining([there, reviewed, outcome]),
    )
  })
  test('one that was lost, with all traces of it: only who was told knows', () => {
    const broken = brokenBy(({ document }) => {
      const item = document(labeled)
      for (const field of ['decision', 'labeledBy', 'classes']) delete item[field]
      Object.assign(item, { state: 'unlabeled', queue: 5, answers: [] })
      Object.assign(document('counters'), { states: { unlabeled: 3 }, open: 3, classes: {} })
      Object.assign(document('labeler:ana'), { labeled: 0, submitted: 1 })
      Object.assign(document('page:0-p1'), { refused: [{ item: labeled, code: 'ItemNotOpen' }] })
    })
    expect(broken).toEqual([there])
  })
  test('one that is there twice', () => {
    const broken = brokenBy(({ document }) => {
      const item = document(rejected)
      item['history'].push(item['history'][0])
    })
    expect(broken).toEqual(expect.arrayContaining([once, labelers]))
  })
  test('one that nobody gave, and one of another person', () => {
    const broken = brokenBy(({ document }) => {
      Object.assign(document(fresh), {
        state: 'labeled',
        answers: [answer('c0', 'eve', 330)],
        decision: { source: 'Labeler' },
        labeledBy: 'eve',
        classes: ['c0'],
      })
      delete document(fresh)['queue']
    })
    expect(broken).toContain(once)
    expect(brokenBy(({ document }) => (document(labeled)['answers'][0].by = 'ben'))).toEqual(
      expect.arrayContaining([there, once, outcome]),
    )
  })
  test('one with another label than was given', () => {
    expect(
      brokenBy(({ document }) => {
        document(labeled)['answers'] = [answer('c1', 'ana', 150)]
        document(labeled)['classes'] = ['c1']
        document('counters')['classes'] = { c1: 1 }
      }),
    ).toEqual([there, once])
  })
  test('two answers to an item that were acknowledged from one page', () => {
    const broken = brokenBy((made) => {
      const [, submit] = made.calls
      made.calls.push({
        ...submit!,
        answers: [{ item: labeled, labels: ['Dog'] }],
        accepted: new Set([labeled]),
      })
    })
    expect(broken).toEqual(['a page is acknowledged with one answer to each item'])
  })
  test('but an answer whose outcome is unknown may be there or not', () => {
    const unknown = {
      outcome: 'unknown',
      to: Number.POSITIVE_INFINITY,
      lost: 1,
      accepted: new Set<string>(),
    } as const
    expect(brokenBy((made) => replaceCall(made, 'submitPage', unknown))).toEqual([])
    expect(
      brokenBy((made) =>
        made.calls.push({
          ...made.calls[1]!,
          ...unknown,
          page: '0-p2',
          user: 'ben',
          answers: [{ item: fresh, labels: ['Cat'] }],
        }),
      ),
    ).toEqual([])
  })
})

describe('reviews', () => {
  test('an answer that ended, and nobody ended it', () => {
    expect(brokenBy(({ calls }) => calls.splice(2, 1))).toEqual([ended, lacking])
    expect(brokenBy((made) => replaceCall(made, 'rejectItems', { user: 'rob' }))).toEqual(
      expect.arrayContaining([ended, reviewed]),
    )
  })
  test('an answer that was put back though its file was never touched', () => {
    expect(
      brokenBy(({ document }) =>
        Object.assign(document(rejected)['history'][0], { action: 'Requeued', endedBy: 'refresh' }),
      ),
    ).toContain(ended)
  })
  test('an approval that was acknowledged and is not there, and one that nobody gave', () => {
    expect(
      brokenBy((made) =>
        made.calls.push({
          ...made.calls[2]!,
          action: 'approveItems',
          items: [labeled],
          accepted: new Set([labeled]),
        }),
      ),
    ).toEqual([reviewed])
    expect(
      brokenBy(({ document }) => Object.assign(document(labeled), { approved: { by: 'rita', at: 200 } })),
    ).toEqual(expect.arrayContaining([ended, whole]))
  })
  test('an approval that was done once and is there twice', () => {
    const approve = ({ document, calls }: MadeUp) => {
      Object.assign(document(labeled), { state: 'approved', approved: { by: 'rita', at: 210 } })
      Object.assign(document('counters'), { states: { approved: 1, unlabeled: 2 } })
      calls.push({ ...calls[2]!, action: 'approveItems', items: [labeled], accepted: new Set([labeled]) })
    }
    expect(brokenBy(approve)).toEqual([])
    const broken = brokenBy((made) => {
      approve(made)
      const item = made.document(labeled)
      item['history'].push({
        decision: { source: 'Labeler', ...answer('c0', 'ana', 150) },
        approved: { by: 'rita', at: 200 },
        endedAt: 250,
        endedBy: 'rita',
        action: 'Rejected',
      })
    })
    expect(broken).toContain(ended)
  })
  test('an approval that was taken back, which somebody did, and nobody did', () => {
    const approved = { by: 'rita', at: 210 }
    const takeBack = ({ document, calls }: MadeUp) => {
      Object.assign(document(labeled), { unapproved: [{ by: 'rob', at: 220, approved }] })
      const call = { ...calls[2]!, items: [labeled], accepted: new Set([labeled]) }
      calls.push({ ...call, action: 'approveItems' }, { ...call, action: 'unapproveItems', user: 'rob' })
    }
    expect(brokenBy(takeBack)).toEqual([])
    const last = (made: MadeUp, lost: number) => {
      takeBack(made)
      made.calls.splice(-lost, 1)
    }
    expect(brokenBy((made) => last(made, 1))).toEqual([ended])
    expect(brokenBy((made) => last(made, 2))).toEqual([ended])
    const forgotten = brokenBy((made) => {
      takeBack(made)
      Object.assign(made.document(labeled), { unapproved: [] })
    })
    expect(forgotten).toEqual([reviewed])
  })
  test('an approval in whose place another one is, unless the file has changed since the first', () => {
    const replace = ({ document, calls }: MadeUp) => {
      Object.assign(document(labeled), { state: 'approved', approved: { by: 'rob', at: 310 } })
      Object.assign(document('counters'), { states: { approved: 1, unlabeled: 2 } })
      const approve = {
        ...calls[2]!,
        action: 'approveItems' as const,
        items: [labeled],
        accepted: new Set([labeled]),
      }
      calls.push(approve, { ...approve, user: 'rob', from: 300, to: 320 })
    }
    expect(brokenBy(replace)).toEqual([reviewed])
    const afterChange = (made: MadeUp) => {
      replace(made)
      made.touched.set('pets a.png', [280])
    }
    expect(brokenBy(afterChange)).toEqual([])
  })
  test('a relabel after which comes somebody else', () => {
    expect(
      brokenBy(({ document }) => Object.assign(document(rejected)['history'][0], { action: 'Relabeled' })),
    ).toContain(ended)
  })
})

test('an item that is open though the last labeler was told that all is done', () => {
  expect(brokenBy(({ done }) => done.add('pets'))).toEqual([allDone])
})

describe('items and counters', () => {
  test.each<[string, (made: MadeUp) => unknown]>([
    ['open', ({ document }) => (document('counters')['open'] += 1)],
    ['states', ({ document }) => (document('counters')['states'].labeled -= 1)],
    ['classes', ({ document }) => (document('counters')['classes'].c1 += 1)],
    ['missing', ({ document }) => (document('counters')['missing'] = 1)],
    ['headersPending', ({ document }) => (document(fresh)['headerPending'] = true)],
    ['changed', ({ document }) => (document(labeled)['changed'] = true)],
    ['none at all', ({ items }) => items.splice(3, 1)],
  ])('a counter that is off by one: %s', (_, defect) => {
    expect(brokenBy(defect)).toEqual([counters])
  })
  test.each(['labeled', 'skipped', 'rejected', 'submitted'])('a labeler counted wrong: %s', (name) => {
    expect(brokenBy(({ document }) => (document('labeler:ana')[name] += 1))).toEqual([labelers])
  })
  test('a labeler without counters', () => {
    expect(brokenBy(({ items }) => items.splice(4, 1))).toEqual([labelers])
  })
  test('an item that is out of the queue, or in it with an answer', () => {
    expect(brokenBy(({ document }) => delete document(fresh)['queue'])).toEqual([whole, counters])
    expect(brokenBy(({ document }) => (document(labeled)['queue'] = 3))).toEqual([whole, counters])
  })
  test('an item with an answer that decides nothing, and with a decision of no answer', () => {
    expect(brokenBy(({ document }) => document(fresh)['answers'].push(answer('c0', 'ana', 150)))).toEqual([
      whole,
    ])
    expect(brokenBy(({ document }) => (document(fresh)['decision'] = { source: 'Labeler' }))).toEqual([whole])
  })
  test('copies for the index that are not the answer', () => {
    expect(brokenBy(({ document }) => (document(labeled)['labeledBy'] = 'ben'))).toEqual([whole])
    expect(brokenBy(({ document }) => (document(labeled)['classes'] = ['c1']))).toEqual([whole])
    expect(brokenBy(({ document }) => (document(labeled)['column'] = { state: 'approved' }))).toEqual([
      'the index columns say what the documents say',
    ])
  })
  test('an item under another name, and one of a project that is not there', () => {
    expect(brokenBy(({ document }) => (document(fresh)['path'] = 'd.png'))).toEqual(
      expect.arrayContaining([whole, files]),
    )
    expect(brokenBy(({ document }) => (document('dispatch')['part'] = 'v:0'))).toEqual([
      'every document belongs to a project',
    ])
  })
})

describe('files, exports and work', () => {
  test('a file without an item, an item without a file, another version, another size', () => {
    const path = 'd.png'
    expect(
      brokenBy((made) => made.files.projects['pets']!.push({ path, etag: path, width: 3, height: 2 })),
    ).toEqual([files])
    expect(brokenBy((made) => made.files.projects['pets']!.pop())).toEqual([files])
    expect(brokenBy(({ document }) => (document(fresh)['file'].etag = '"old"'))).toEqual([files])
    expect(brokenBy(({ document }) => (document(fresh)['width'] = 4))).toEqual([files])
  })
  test('a canceled export that can be seen, and a file that is listed and is not there', () => {
    const seen = ['an export can be seen whole or not at all']
    expect(brokenBy(({ document }) => (document('export:e1')['status'] = 'Canceled'))).toEqual(seen)
    expect(brokenBy(({ document }) => document('export:e1')['files'].push({ path: 'x' }))).toEqual(seen)
  })
  test('work that never ends, and places that are never freed', () => {
    expect(brokenBy(({ document }) => (document('op')['open'] = true))).toEqual(['every operation has ended'])
    const failed = ['every orchestration has ended, and none has failed']
    for (const runtimeStatus of ['Pending', 'Running', 'Failed'])
      expect(
        brokenBy(({ orchestrations: [first] }) => Object.assign(first ?? {}, { runtimeStatus })),
      ).toEqual(failed)
    const fail = (made: MadeUp): void => {
      const output = 'exportProject_v1 failed: node exited with code 137 (0x89)'
      Object.assign(made.orchestrations[0] ?? {}, { runtimeStatus: 'Failed', output })
    }
    expect(brokenBy(fail)).toEqual([])
    const openToo = (made: MadeUp): void => {
      fail(made)
      made.document('op')['open'] = true
    }
    expect(brokenBy(openToo)).toEqual(['every operation has ended', ...failed])
    const taken = ['no place for an export or a refresh is still taken']
    expect(brokenBy(({ document }) => document('exportSlots')['running'].push('e1'))).toEqual(taken)
    expect(brokenBy(({ document }) => (document('refresh')['running'] = { operation: 'o' }))).toEqual(taken)
  })
})
