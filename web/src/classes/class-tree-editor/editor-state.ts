import type { Rows } from './class-rows.ts'

export interface EditorState {
  readonly rows: Rows
  readonly selected: string | undefined
  /** The rows before each gesture, oldest first. */
  readonly past: readonly Rows[]
  /** The field that is being typed into: its letters are one gesture. */
  readonly typing?: string | undefined
}

const mostPast = 100

interface Change {
  readonly rows: Rows
  readonly selected?: string | undefined
  readonly typing?: string | undefined
}

/** The next state; the same one if nothing changes. */
export const change = (
  state: EditorState,
  { rows, selected = state.selected, typing }: Change,
): EditorState => {
  if (rows === state.rows) return state
  const isSameGesture = typing !== undefined && typing === state.typing
  return {
    rows,
    selected,
    past: isSameGesture ? state.past : [...state.past, state.rows].slice(-mostPast),
    typing,
  }
}

export const undo = (state: EditorState): EditorState => {
  const rows = state.past.at(-1)
  if (!rows) return state
  const selected = rows.some(({ key }) => key === state.selected) ? state.selected : undefined
  return { rows, selected, past: state.past.slice(0, -1) }
}

/** The row that is chosen once a row and those below it are gone: the one after them, else the one before. */
export const neighbourOf = (rows: Rows, index: number, end: number): string | undefined =>
  (rows[end] ?? rows[index - 1])?.key
