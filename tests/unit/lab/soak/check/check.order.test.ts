import { expect, test } from '@jest/globals'
import { brokenBy } from './broken-by.ts'
import { answer, idOf, type MadeUp } from './made-up-store.ts'

const rejected = idOf('b.png')
const order = 'what happened to an item is in the order in which it happened'

/** Ben labels the rejected item again, at a time of his own. */
const again =
  (from: number, to: number) =>
  ({ calls, document }: MadeUp): void => {
    calls.push({
      ...calls[1]!,
      user: 'ben',
      page: '0-p4',
      answers: [{ item: rejected, labels: ['Cat'] }],
      accepted: new Set([rejected]),
      from,
      to,
    })
    const item = document(rejected)
    delete item['queue']
    Object.assign(item, {
      state: 'labeled',
      answers: [answer('c0', 'ben', 1)],
      decision: { source: 'Labeler' },
      labeledBy: 'ben',
      classes: ['c0'],
    })
  }

test('an answer after the rejection is in order, whatever time the store gives it', () => {
  expect(brokenBy(again(320, 330))).not.toContain(order)
})

test('an answer that was acknowledged before the one that was there before it was sent', () => {
  expect(brokenBy(again(100, 120))).toContain(order)
})

test('an answer that was acknowledged before the rejection was sent that made room for it', () => {
  expect(brokenBy(again(170, 200))).toContain(order)
})

test('a rejection that was acknowledged before the answer was sent that it ended', () => {
  expect(
    brokenBy(({ calls }) => {
      calls[2] = { ...calls[2]!, from: 20, to: 30 }
    }),
  ).toContain(order)
})

test('but a rejection whose sendings were not all answered may have happened later', () => {
  expect(
    brokenBy(({ calls }) => {
      calls[2] = { ...calls[2]!, from: 20, to: 30, lost: 1 }
    }),
  ).not.toContain(order)
})

test('two equal answers take the places in which both can have been', () => {
  const equal = ({ calls, document }: MadeUp): void => {
    again(100, 400)({ calls, document } as MadeUp)
    const item = document(rejected)
    item['history'].push({
      decision: { source: 'Labeler', ...answer('c0', 'ben', 1) },
      endedAt: 1,
      endedBy: 'rita',
      action: 'Rejected',
    })
    calls.push({ ...calls[2]!, from: 310, to: 315 }, { ...calls.at(-1)!, page: '0-p5', from: 300, to: 305 })
  }
  expect(brokenBy(equal)).not.toContain(order)
})
