import { mapRecord } from '../core/map-record.ts'
import type { Key } from './key-of.ts'

/** Where a command is heard. Commands of `app` are heard everywhere. */
export type CommandScope = 'app' | 'label' | 'review'

interface CommandDefinition {
  readonly scope: CommandScope
  readonly key: Key
}

/**
 * All commands of the app with their keys. Two commands of one scope, or one of `app` and any other, cannot have the same
 * key: a test holds it, and the settings screen refuses it.
 */
export const commands = {
  showKeys: { scope: 'app', key: '?' },
  searchClasses: { scope: 'label', key: '/' },
  selectAll: { scope: 'label', key: 'Ctrl+a' },
  selectUnanswered: { scope: 'label', key: 'u' },
  invertSelection: { scope: 'label', key: 'i' },
  clearSelection: { scope: 'label', key: 'Escape' },
  nextItem: { scope: 'label', key: 'ArrowRight' },
  previousItem: { scope: 'label', key: 'ArrowLeft' },
  skipItem: { scope: 'label', key: 's' },
  clearAnswer: { scope: 'label', key: 'Backspace' },
  undo: { scope: 'label', key: 'Ctrl+z' },
  redo: { scope: 'label', key: 'Ctrl+y' },
  submitPage: { scope: 'label', key: 'Enter' },
  showOne: { scope: 'label', key: 'z' },
  zoomIn: { scope: 'label', key: '+' },
  zoomOut: { scope: 'label', key: '-' },
  zoomToFit: { scope: 'label', key: 'f' },
  showInstructions: { scope: 'label', key: 'h' },
  approve: { scope: 'review', key: 'a' },
  reject: { scope: 'review', key: 'r' },
  relabel: { scope: 'review', key: 'e' },
  acceptSkip: { scope: 'review', key: 's' },
  openItem: { scope: 'review', key: 'o' },
  undoReview: { scope: 'review', key: 'Ctrl+z' },
} as const satisfies Readonly<Record<string, CommandDefinition>>

export type CommandId = keyof typeof commands
export const commandIds: readonly CommandId[] = Object.keys(commands).filter(
  (id): id is CommandId => id in commands,
)

/** The keys of all commands, with what a person has chosen instead. */
export const keysOfCommands = (chosen: Readonly<Record<string, Key>>): Readonly<Record<CommandId, Key>> => {
  const keyFor = (id: CommandId): Key => chosen[id] ?? commands[id].key
  return mapRecord(commands, (_, id) => keyFor(id))
}

const heardTogether = (one: CommandScope, other: CommandScope): boolean =>
  one === other || one === 'app' || other === 'app'

/** The pairs of commands that one key would call. */
export const collisions = (
  keys: Readonly<Record<CommandId, Key>>,
): readonly (readonly [CommandId, CommandId])[] =>
  commandIds.flatMap((one, index) =>
    commandIds
      .slice(index + 1)
      .filter(
        (other) => keys[one] === keys[other] && heardTogether(commands[one].scope, commands[other].scope),
      )
      .map((other) => [one, other] as const),
  )
