import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Schemas } from '../../api/client.ts'
import { classesOf, rowsOf } from './class-rows.ts'
import type { EditorState } from './editor-state.ts'
import { keepKeys } from './keep-keys.ts'

type Classes = Schemas['LabelClass'][]

/** Goes from the state as it is now to the next one. */
export type Act = (step: (state: EditorState) => EditorState) => void

export const nextKey = (): string => crypto.randomUUID()

/** @param before The rows that are shown: a class that stays keeps its row, with its place and whether it is open. */
const startWith = (classes: Classes, before?: EditorState): EditorState => {
  const rows = keepKeys(rowsOf(classes, nextKey), before?.rows ?? [])
  const selected = rows.some(({ key }) => key === before?.selected) ? before?.selected : undefined
  return { rows, selected, past: [] }
}

/**
 * The state of the editor. Classes that do not come from it, such as those of a discarded draft, begin it anew. `act` stays
 * the same function, so that the parts that take it render for a reason of their own alone.
 */
export const useEditor = (classes: Classes, onChange: (classes: Classes) => void) => {
  const [held, hold] = useState(() => ({ state: startWith(classes), told: classes }))
  let { state } = held
  if (held.told !== classes) {
    state = startWith(classes, state)
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
