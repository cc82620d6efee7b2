import { useState } from 'react'
import type { Schemas } from '../../api/client.ts'
import { classesOf, rowsOf } from './class-rows.ts'
import type { EditorState } from './editor-state.ts'
import { keepKeys } from './keep-keys.ts'

type Classes = Schemas['LabelClass'][]

export const nextKey = (): string => crypto.randomUUID()

/** @param before The rows that are shown: a class that stays keeps its row, with its place and whether it is open. */
const startWith = (classes: Classes, before?: EditorState): EditorState => {
  const rows = keepKeys(rowsOf(classes, nextKey), before?.rows ?? [])
  const selected = rows.some(({ key }) => key === before?.selected) ? before?.selected : undefined
  return { rows, selected, past: [] }
}

/** The state of the editor. Classes that do not come from it, such as those of a discarded draft, begin it anew. */
export const useEditor = (classes: Classes, onChange: (classes: Classes) => void) => {
  const [held, hold] = useState(() => ({ state: startWith(classes), told: classes }))
  let { state } = held
  if (held.told !== classes) {
    state = startWith(classes, state)
    hold({ state, told: classes })
  }
  const set = (next: EditorState): void => {
    if (next === state) return
    const told = next.rows === state.rows ? classes : classesOf(next.rows)
    hold({ state: next, told })
    if (told !== classes) onChange(told)
  }
  return { state, set }
}
