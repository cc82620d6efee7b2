import type { ReactNode } from 'react'
import { keysOfCommands, type CommandId } from '../commands/commands.ts'
import { isSingleKey } from '../commands/key-of.ts'
import { usePreferences } from '../preferences/preference-store.ts'

interface KeyCapProps {
  readonly command?: CommandId
  readonly keyName?: string
}

const signs: Readonly<Record<string, string>> = {
  Shift: '⇧',
  Alt: 'Alt',
  Ctrl: 'Ctrl',
  Enter: '⏎',
  Backspace: '⌫',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** The key of a class or a command; nothing if the person has switched single keys off. */
export const KeyCap = ({ command, keyName }: KeyCapProps): ReactNode => {
  const { keys, singleKeys } = usePreferences()
  const key = keyName ?? (command === undefined ? undefined : keysOfCommands(keys)[command])
  if (key === undefined || (!singleKeys && isSingleKey(key))) return null
  // The button has its name; the cap is for the eyes.
  return (
    <kbd aria-hidden="true">
      {key
        .split('+')
        .map((part) => signs[part] ?? (part === '' ? '+' : part))
        .join(' ')}
    </kbd>
  )
}
