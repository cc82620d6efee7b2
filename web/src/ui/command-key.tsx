import type { ReactNode } from 'react'
import { keysOfCommands, type CommandId } from '../commands/commands.ts'
import { isSingleKey } from '../commands/key-of.ts'
import { usePreferences } from '../preferences/preference-store.ts'

/** The key of a command, for the eyes; nothing if the person has switched single keys off. */
export const CommandKey = ({ command }: { readonly command: CommandId }): ReactNode => {
  const { keys, singleKeys } = usePreferences()
  const key = keysOfCommands(keys)[command]
  if (!singleKeys && isSingleKey(key)) return null
  return <kbd aria-hidden="true">{key.split('+').join(' ')}</kbd>
}
