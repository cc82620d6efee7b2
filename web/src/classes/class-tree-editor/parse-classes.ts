import { maxDescriptionLength } from './class-problems.ts'
import { parseTable } from './parse-table.ts'

/** A class in pasted text. */
export interface ParsedClass {
  readonly path: readonly string[]
  readonly color?: string
  readonly description?: string
  readonly shortcut?: string
}

const color = /^#[0-9a-f]{6}$/i
const shortcut = /^[a-z0-9]$/
const tabWidth = 4

const pathOf = (text: string): readonly string[] =>
  text
    .split('/')
    .map((name) => name.trim())
    .filter((name) => name !== '')

type Column = 'path' | 'color' | 'description' | 'shortcut'

const columns: Readonly<Record<string, Column>> = {
  name: 'path',
  path: 'path',
  class: 'path',
  label: 'path',
  classe: 'path',
  nom: 'path',
  color: 'color',
  colour: 'color',
  couleur: 'color',
  description: 'description',
  shortcut: 'shortcut',
  key: 'shortcut',
  raccourci: 'shortcut',
}

/** Reads a table whose first line names its columns; undefined if the text is none. */
const parseColumns = (text: string): readonly ParsedClass[] | undefined => {
  const [head = [], ...lines] = parseTable(text)
  const names = head.map((name) => columns[name.trim().toLowerCase()])
  if (!names.includes('path')) return undefined
  return lines.flatMap((cells) => {
    const cellOf = (wanted: Column): string => cells[names.indexOf(wanted)]?.trim() ?? ''
    const path = pathOf(cellOf('path'))
    if (path.length === 0) return []
    const [paint, key, about] = [cellOf('color'), cellOf('shortcut').toLowerCase(), cellOf('description')]
    return {
      path,
      ...(color.test(paint) ? { color: paint } : {}),
      ...(about === '' ? {} : { description: about.slice(0, maxDescriptionLength) }),
      ...(shortcut.test(key) ? { shortcut: key } : {}),
    }
  })
}

const widthOf = (space: string): number => space.replaceAll('\t', ' '.repeat(tabWidth)).length

/** Reads one class a line: below the nearest line above that is indented less. A `/` in a line separates levels, too. */
const parseIndented = (text: string): readonly ParsedClass[] => {
  const above: { readonly width: number; readonly path: readonly string[] }[] = []
  return text.split(/\r\n?|\n/).flatMap((line) => {
    const [, space = '', rest = ''] = /^(\s*)(?:[-*•]\s+)?(.*)$/u.exec(line) ?? []
    const names = pathOf(rest)
    if (names.length === 0) return []
    const width = widthOf(space)
    while ((above.at(-1)?.width ?? -1) >= width) above.pop()
    const path = [...(above.at(-1)?.path ?? []), ...names]
    above.push({ width, path })
    return { path }
  })
}

/** Reads pasted classes: a table with a column `name` or `path`, or lines that are indented or have paths. */
export const parseClasses = (text: string): readonly ParsedClass[] =>
  parseColumns(text) ?? parseIndented(text)
