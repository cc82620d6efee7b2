import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkProperty } from '../../../support/property.ts'
import { change, emptyHistory, redo, undo, type History } from '../../../../web/src/outbox/history.ts'

const gesture = fc.record({
  items: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
  label: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
})

const answersOf = ({ answers }: History) => Object.fromEntries([...answers].toSorted())

test('undo takes each gesture back, redo gives it again, and one gesture is one step', async () => {
  await checkProperty(
    'undo takes each gesture back, redo gives it again, and one gesture is one step',
    fc.property(fc.array(gesture, { maxLength: 12 }), (gestures) => {
      const states = [emptyHistory]
      for (const { items, label } of gestures) {
        const next = change(states.at(-1)!, items, () =>
          label === undefined ? undefined : { labels: [label] },
        )
        if (next) states.push(next)
      }
      let history = states.at(-1)!
      for (const before of states.slice(0, -1).toReversed()) {
        history = undo(history)!
        expect(answersOf(history)).toEqual(answersOf(before))
      }
      expect(undo(history)).toBeUndefined()
      for (const after of states.slice(1)) {
        history = redo(history)!
        expect(answersOf(history)).toEqual(answersOf(after))
      }
      expect(redo(history)).toBeUndefined()
    }),
  )
})

test('a gesture that changes nothing is no step', () => {
  const given = change(emptyHistory, ['a'], () => ({ labels: ['x'] }))!
  expect(change(given, ['a'], () => ({ labels: ['x'] }))).toBeUndefined()
})

test('a gesture after an undo replaces what was undone', () => {
  const first = change(emptyHistory, ['a'], () => ({ labels: ['x'] }))!
  const second = change(undo(first)!, ['b'], () => ({ labels: ['y'] }))!
  expect(second.steps).toHaveLength(1)
  expect(redo(second)).toBeUndefined()
})
