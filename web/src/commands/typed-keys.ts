import { isOneCharacter, type KeyPress } from './key-of.ts'

/** What was pressed for a field that is not there yet: its text, and whether Enter ended it. */
export interface TypedKeys {
  readonly text: string
  readonly isEntered: boolean
}

export const nothingTyped: TypedKeys = { text: '', isEntered: false }

/** What a field would have after the key. */
export const typeKey = (typed: TypedKeys, { key }: Pick<KeyPress, 'key'>): TypedKeys => {
  // What follows Enter is meant for what comes after the dialog, and nobody knows yet what that is.
  if (typed.isEntered) return typed
  if (key === 'Enter') return { ...typed, isEntered: true }
  if (key === 'Backspace') return { ...typed, text: typed.text.replace(/.$/su, '') }
  return isOneCharacter(key) ? { ...typed, text: typed.text + key } : typed
}
