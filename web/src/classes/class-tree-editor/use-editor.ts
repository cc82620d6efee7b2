import { useState } from 'react'
import type { Schemas } from '../../api/client.ts'
import { classesOf, rowsOf } from './class-rows.ts'
import type { EditorState } from './editor-state.ts'

type Classes = Schemas['LabelClass'][]

export const nextKey = (): string => crypto.randomUUID()

const startWith = (classes: Classes): EditorState => ({
  rows: rowsOf(classes, nextKey),
  selected: undefined,
  past: [],
})

/** The state of the editor. Classes that do not come from it, such as those of a discarded draft, begin it anew. */
export const useEditor = (classes: Classes, onChange: (classes: Classes) => void) => {
  const [held, hold] = useState(() => ({ state: startWith(classes), told: classes }))
  let { state } = held
  if (held.told !== classes) {
    state = startWith(classes)
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
