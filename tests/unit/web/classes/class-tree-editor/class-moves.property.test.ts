import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { ClassNode as DomainNode } from '../../../../../src/domain/model/labels/label-class.ts'
import type { Schemas } from '../../../../../web/src/api/client.ts'
import { applyMove, type Move } from '../../../../../web/src/classes/class-tree-editor/class-moves.ts'
import { nodesOf, type ClassNode } from '../../../../../web/src/classes/class-tree-editor/class-nodes.ts'
import { classesOf, rowsOf, type Rows } from '../../../../../web/src/classes/class-tree-editor/class-rows.ts'
import { moveRow, type Place } from '../../../../../web/src/classes/class-tree-editor/edit-rows.ts'
import {
  change,
  undo,
  type EditorState,
} from '../../../../../web/src/classes/class-tree-editor/editor-state.ts'
import { keepKeys } from '../../../../../web/src/classes/class-tree-editor/keep-keys.ts'
import { classTrees } from '../../../../support/class-trees.ts'
import { checkProperty } from '../../../../support/property.ts'

type LabelClass = Schemas['LabelClass']

const toClasses = (nodes: readonly DomainNode[]): LabelClass[] =>
  nodes.map(({ name, classes }) => ({ name, ...(classes ? { classes: toClasses(classes) } : {}) }))

type Step =
  | { readonly kind: 'choose'; readonly at: number }
  | { readonly kind: 'move'; readonly move: Move }
  | { readonly kind: 'drop'; readonly at: number; readonly place: Place }
  | { readonly kind: 'undo' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('choose' as const), at: fc.nat(20) }),
  fc.record({
    kind: fc.constant('move' as const),
    move: fc.constantFrom<Move>('up', 'down', 'indent', 'outdent', 'remove'),
  }),
  fc.record({
    kind: fc.constant('drop' as const),
    at: fc.nat(20),
    place: fc.constantFrom<Place>('before', 'after', 'on'),
  }),
  fc.constant({ kind: 'undo' as const }),
)

const keyAt = (rows: Rows, at: number): string | undefined => rows[at % rows.length]?.key

const take = (state: EditorState, one: Step): EditorState => {
  if (one.kind === 'undo') return undo(state)
  if (one.kind === 'move') return applyMove(state, one.move)
  const key = keyAt(state.rows, one.at)
  if (one.kind === 'choose') return { ...state, selected: key }
  const { rows, selected } = state
  if (key === undefined || selected === undefined) return state
  return change(state, { rows: moveRow(rows, selected, key, one.place) })
}

const flatten = (nodes: readonly ClassNode[]): Rows =>
  nodes.flatMap(({ row, below }) => [row, ...flatten(below)])

/** What the view needs: each class once, on a level that exists, in the place that its node has. */
const expectTree = (rows: Rows, all: Rows): void => {
  for (const [index, { level }] of rows.entries())
    expect(level).toBeLessThanOrEqual(index === 0 ? 0 : (rows[index - 1]?.level ?? 0) + 1)
  const keys = new Set(rows.map(({ key }) => key))
  expect(keys.size).toBe(rows.length)
  expect(all.filter(({ key }) => keys.has(key))).toHaveLength(rows.length)
  expect(flatten(nodesOf(rows))).toEqual(rows)
}

test('whatever is moved, removed and taken back, the rows are a tree, and undo leads to its beginning', async () => {
  await checkProperty(
    'class moves keep a tree',
    fc.property(classTrees.map(toClasses), fc.array(step, { maxLength: 60 }), (classes, steps) => {
      let last = 0
      const nextKey = (): string => String((last += 1))
      const first = rowsOf(classes, nextKey)
      let state: EditorState = { rows: first, selected: first[0]?.key, past: [] }
      for (const one of steps) {
        state = take(state, one)
        expectTree(state.rows, first)
        expect(classesOf(rowsOf(classesOf(state.rows), nextKey))).toEqual(classesOf(state.rows))
      }
      const discarded = keepKeys(rowsOf(classes, nextKey), state.rows)
      expect(new Set(discarded.map(({ key }) => key)).size).toBe(first.length)
      expect(flatten(nodesOf(discarded))).toEqual(discarded)
      while (state.past.length > 0) state = undo(state)
      expect(state.rows).toBe(first)
    }),
    { runs: 300 },
  )
})
