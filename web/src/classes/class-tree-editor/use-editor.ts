import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Schemas } from '../../api/client.ts'
import { classesOf, rowsOf } from './class-rows.ts'
import type { EditorState } from './editor-state.ts'

type Classes = Schemas['LabelClass'][]

/** Goes from the state as it is now to the next one. */
export type Act = (step: (state: EditorState) => EditorState) => void

export const nextKey = (): string => crypto.randomUUID()

const startWith = (classes: Classes): EditorState => ({
  rows: rowsOf(classes, nextKey),
  selected: undefined,
  past: [],
})

/**
 * The state of the editor. Classes that do not come from it, such as those of a discarded draft, begin it anew. `act` stays
 * the same function, so that the parts that take it render for a reason of their own alone.
 */
export const useEditor = (classes: Classes, onChange: (classes: Classes) => void) => {
  const [held, hold] = useState(() => ({ state: startWith(classes), told: classes }))
  let { state } = held
  if (held.told !== classes) {
    state = startWith(classes)
    hold({ state, told: classes })
  }
  const latest = useRef({ state, told: classes, tell: onChange })
  useLayoutEffect(() => {
    latest.current = { state, told: classes, tell: onChange }
  })
  const act = useCallback<Act>((step) => {
    const before = latest.current
    const next = step(before.state)
    if (next === before.state) return
    const told = next.rows === before.state.rows ? before.told : classesOf(next.rows)
    latest.current = { ...before, state: next, told }
    hold({ state: next, told })
    if (told !== before.told) before.tell(told)
  }, [])
  return { state, act }
}
