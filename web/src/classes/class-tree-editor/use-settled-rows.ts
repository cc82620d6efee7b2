import { startTransition, useEffect, useState } from 'react'
import type { Rows } from './class-rows.ts'
import type { EditorState } from './editor-state.ts'

/** A pause in which a person has ended a word. */
const pause = 500

/** The rows without the letters that are being typed: what a thousand rows take is done once, in the next pause. */
export const useSettledRows = ({ rows, typing }: EditorState): Rows => {
  const [settled, settle] = useState(rows)
  const isTyping = typing !== undefined
  if (!isTyping && settled !== rows) settle(rows)
  useEffect(() => {
    if (!isTyping) return undefined
    const timer = setTimeout(() => startTransition(() => settle(rows)), pause)
    return () => clearTimeout(timer)
  }, [rows, isTyping])
  return isTyping ? settled : rows
}
