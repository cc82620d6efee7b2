import { endOf, indexOf } from './class-rows.ts'
import { indentRow, outdentRow, removeRow, swapRow } from './edit-rows.ts'
import { change, neighbourOf, type EditorState } from './editor-state.ts'

export type Move = 'up' | 'down' | 'indent' | 'outdent' | 'remove'

/** Moves the chosen class; the state stays as it is where it cannot move so. */
export const applyMove = (state: EditorState, move: Move): EditorState => {
  const { rows, selected } = state
  const index = indexOf(rows, selected)
  if (selected === undefined || index < 0) return state
  if (move === 'remove') {
    const { selected: _gone, ...others } = state
    const next = neighbourOf(rows, index, endOf(rows, index))
    return { ...change({ ...others, selected: next }, { rows: removeRow(rows, selected) }), selected: next }
  }
  if (move === 'indent') return change(state, { rows: indentRow(rows, selected) })
  if (move === 'outdent') return change(state, { rows: outdentRow(rows, selected) })
  return change(state, { rows: swapRow(rows, selected, move) })
}

const keys: Readonly<Record<string, Move>> = {
  'Alt+ArrowUp': 'up',
  'Alt+ArrowDown': 'down',
  'Alt+ArrowLeft': 'outdent',
  'Alt+ArrowRight': 'indent',
  Delete: 'remove',
}

export const moveOfKey = (key: string): Move | undefined => keys[key]
