import { expect, test } from '@jest/globals'
import { createLabelActions, type Heard } from '../../../../../web/src/features/labeling/label-actions.ts'
import { createSelection } from '../../../../../web/src/features/labeling/selection.ts'
import { currentPage } from '../../../../../web/src/outbox/work.ts'
import { editorOf } from '../../../../../web/src/tasks/editors.ts'
import { ModelService } from '../../outbox/model-service.ts'
import { openBench } from '../../outbox/open-bench.ts'

let people = 0

const open = async (taskType = 'MultiClass', submitsAtOnce = true) => {
  people += 1
  const service = new ModelService(6)
  const { bench } = await openBench(service, `actions-${people}`)
  const selection = createSelection()
  const heard: Heard[] = []
  const actions = createLabelActions({
    bench,
    selection,
    editor: editorOf(taskType)!,
    submitAtOnce: () => submitsAtOnce,
    hear: (one) => heard.push(one),
  })
  actions.follow()
  const answers = () =>
    Object.fromEntries(
      [...(currentPage(bench.state().work)?.history.answers ?? [])].map(([item, answer]) => [
        item,
        answer.labels ?? 'skip',
      ]),
    )
  return { actions, bench, selection, heard, answers, service }
}

test('a class answers the focused item, and the focus goes on to the next open one', async () => {
  const { actions, selection, heard, answers } = await open()
  actions.move(1)
  actions.applyClass('Bag')
  expect(answers()).toEqual({ i1: ['Bag'] })
  expect(selection.state().focused).toBe('i2')
  expect(heard.at(-1)).toEqual({ kind: 'Labeled', path: 'Bag', index: 2, count: 3 })
  actions.applyClass('Shoe')
  expect(selection.state().focused).toBe('i0')
})

test('the last answer submits the page and shows the next one', async () => {
  const { actions, bench, selection, heard } = await open()
  for (const path of ['Bag', 'Shoe', 'Bag']) actions.applyClass(path)
  expect(heard.at(-1)).toEqual({ kind: 'Submitted' })
  expect(currentPage(bench.state().work)?.page).toBe('p2')
  expect(selection.state().focused).toBe('i3')
})

test('a submit that comes too early goes to the first open item and says how many there are', async () => {
  const { actions, selection, heard } = await open('MultiClass', false)
  actions.applyClass('Bag')
  actions.submit()
  expect(heard.at(-1)).toEqual({ kind: 'Left', left: 2 })
  expect(selection.state().focused).toBe('i1')
})

test('the answer of a selection is one step', async () => {
  const { actions, selection, answers } = await open('MultiClass', false)
  actions.applyClass('Bag')
  actions.selectUnanswered()
  actions.applyClass('Shoe')
  expect(answers()).toEqual({ i0: ['Bag'], i1: ['Shoe'], i2: ['Shoe'] })
  expect(selection.state().selected.size).toBe(0)
  actions.undo()
  expect(answers()).toEqual({ i0: ['Bag'] })
  actions.redo()
  expect(answers()).toEqual({ i0: ['Bag'], i1: ['Shoe'], i2: ['Shoe'] })
})

test('with several labels the focus stays, and a class that some have already goes to all', async () => {
  const { actions, selection, answers } = await open('MultiLabel')
  actions.applyClass('Bag')
  actions.applyClass('Shoe')
  expect(selection.state().focused).toBe('i0')
  actions.selectAll()
  actions.applyClass('Bag')
  expect(answers()).toEqual({ i0: ['Bag', 'Shoe'], i1: ['Bag'], i2: ['Bag'] })
  actions.applyClass('Bag')
  expect(answers()).toEqual({ i0: ['Shoe'] })
})

test('undo goes on to the page before', async () => {
  const { actions, bench, selection, answers } = await open()
  for (const path of ['Bag', 'Shoe', 'Hat']) actions.applyClass(path)
  await bench.idle()
  actions.undo()
  await bench.idle()
  actions.follow()
  expect(currentPage(bench.state().work)?.page).toBe('p1')
  expect(answers()).toEqual({ i0: ['Bag'], i1: ['Shoe'], i2: ['Hat'] })
  expect(selection.state().focused).toBe('i2')
  actions.undo()
  expect(answers()).toEqual({ i0: ['Bag'], i1: ['Shoe'] })
})

test('the focus after a redo is where it was after the answer', async () => {
  const { actions, selection } = await open('MultiClass', false)
  actions.applyClass('Bag')
  actions.applyClass('Shoe')
  actions.undo()
  actions.undo()
  expect(selection.state().focused).toBe('i0')
  actions.redo()
  expect(selection.state().focused).toBe('i1')
  actions.redo()
  expect(selection.state().focused).toBe('i2')
  const several = await open('MultiLabel')
  several.actions.applyClass('Bag')
  several.actions.undo()
  several.actions.redo()
  expect(several.selection.state().focused).toBe('i0')
})

test('a page that undo has opened again goes when the person submits it, not with the first changed answer', async () => {
  const { actions, bench, selection, heard } = await open()
  bench.subscribe(actions.follow)
  for (const path of ['Bag', 'Shoe', 'Hat']) actions.applyClass(path)
  await bench.idle()
  actions.undo()
  expect(heard.at(-1)).toEqual({ kind: 'Reopening' })
  await bench.idle()
  expect(heard.at(-1)).toEqual({ kind: 'Reopened' })
  selection.focus('i0')
  actions.applyClass('Hat')
  selection.focus('i1')
  actions.applyClass('Bag')
  expect(currentPage(bench.state().work)?.page).toBe('p1')
  actions.submit()
  expect(heard.at(-1)).toEqual({ kind: 'Submitted' })
  expect(currentPage(bench.state().work)?.page).toBe('p2')
})

test('a skip takes the place of a label, and a class that of a skip', async () => {
  const { actions, answers } = await open('MultiLabel', false)
  actions.skip('too dark')
  actions.move(-1)
  expect(answers()).toEqual({ i0: 'skip' })
  actions.applyClass('Bag')
  expect(answers()).toEqual({ i0: ['Bag'] })
  actions.clear()
  expect(answers()).toEqual({})
})
