import type { Schemas } from '../../api/client.ts'
import { commandIds, commands } from '../../commands/commands.ts'
import { pathsOf, rowsOf, type ClassRow, type Rows } from './class-rows.ts'

export const maxClasses = 1000
export const maxLevels = 6
export const maxNameLength = 256
export const maxDescriptionLength = 1000

export type NameProblem = 'Empty' | 'TooLong' | 'BadCharacter' | 'BadStart' | 'Repeated' | 'TooDeep'
export type ShortcutProblem = 'BadKey' | 'KeyOfCommand' | 'KeyTaken'

export interface RowProblems {
  readonly name?: NameProblem
  readonly shortcut?: ShortcutProblem
  readonly description?: 'TooLong'
}

/** Excluded as in the API: `/` joins levels, `;` joins labels, and the first character must not start a formula. */
const badCharacter = /[/;\p{Cc}]/u
const badStart = /^[=+\-@]/
const oneKey = /^[a-z0-9]$/

/** The keys of commands in the screen where classes are chosen, as they are unless a person changes them. */
const keysOfCommands: ReadonlySet<string> = new Set(
  commandIds.flatMap((id) => (commands[id].scope === 'review' ? [] : [commands[id].key])),
)

const nameProblemOf = ({ name, level }: ClassRow, isRepeated: boolean): NameProblem | undefined => {
  if (name.trim() === '') return 'Empty'
  if (name.length > maxNameLength) return 'TooLong'
  if (badCharacter.test(name)) return 'BadCharacter'
  if (badStart.test(name) || name !== name.trim()) return 'BadStart'
  if (isRepeated) return 'Repeated'
  return level >= maxLevels ? 'TooDeep' : undefined
}

const shortcutProblemOf = (shortcut: string | undefined, isTaken: boolean): ShortcutProblem | undefined => {
  if (shortcut === undefined) return undefined
  if (!oneKey.test(shortcut)) return 'BadKey'
  if (keysOfCommands.has(shortcut)) return 'KeyOfCommand'
  return isTaken ? 'KeyTaken' : undefined
}

/** What the API would refuse, by the key of the row. Of two classes with one name, both are told. */
export const problemsOf = (rows: Rows): ReadonlyMap<string, RowProblems> => {
  const paths = pathsOf(rows).map((path) => path.normalize('NFC'))
  const counts = new Map<string, number>()
  const add = (text: string): unknown => counts.set(text, (counts.get(text) ?? 0) + 1)
  for (const path of paths) add(path)
  // No path begins with a slash, so a key is never mistaken for one.
  for (const { shortcut } of rows) if (shortcut !== undefined) add(`/${shortcut}`)
  const problems = new Map<string, RowProblems>()
  for (const [index, row] of rows.entries()) {
    const name = nameProblemOf(row, (counts.get(paths[index] ?? '') ?? 0) > 1)
    const shortcut = shortcutProblemOf(row.shortcut, (counts.get(`/${row.shortcut}`) ?? 0) > 1)
    const isLong = (row.description?.length ?? 0) > maxDescriptionLength
    if (name === undefined && shortcut === undefined && !isLong) continue
    problems.set(row.key, {
      ...(name === undefined ? {} : { name }),
      ...(shortcut === undefined ? {} : { shortcut }),
      ...(isLong ? { description: 'TooLong' as const } : {}),
    })
  }
  return problems
}

/** How many classes have a problem, and whether there are too many or none. */
export const countProblems = (
  classes: readonly Schemas['LabelClass'][],
): { readonly classes: number; readonly wrong: number } => {
  let last = 0
  const rows = rowsOf(classes, () => String((last += 1)))
  return { classes: rows.length, wrong: problemsOf(rows).size }
}
