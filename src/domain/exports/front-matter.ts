import type { ColumnType, GuideTable } from '../formats/format.ts'

export interface DataFile {
  /** The name of the part, as `datasets` has it. */
  readonly split: string
  /** Relative to the folder of the export. */
  readonly path: string
}

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`)

const typeLines = (type: ColumnType): readonly string[] => {
  if (typeof type === 'string') return [`dtype: ${type}`]
  if ('list' in type) return [`list: ${type.list}`]
  return ['struct:', ...columnLines(type.struct)]
}

const columnLines = (columns: Readonly<Record<string, ColumnType>>): readonly string[] =>
  Object.entries(columns).flatMap(([name, type]) => [`- name: ${name}`, ...indented(typeLines(type))])

const fileLines = ({ split, path }: DataFile): readonly string[] => [`- split: ${split}`, `  path: ${path}`]

const tableLines = (
  { name, loader, columns }: GuideTable,
  files: readonly DataFile[],
  { about, isDefault }: { readonly about: string; readonly isDefault: boolean },
): readonly string[] => [
  `- config_name: ${name}`,
  ...indented([
    `description: ${about}`,
    ...(isDefault ? ['default: true'] : []),
    'data_files:',
    ...files.flatMap(fileLines),
    ...loader,
    'features:',
    ...columnLines(columns),
  ]),
]

/**
 * The front matter by which `datasets` of Hugging Face loads the data files of a folder, and nothing else in it. The types of the
 * columns are given, because it types a file by its values and refuses parts that differ.
 * @param about Unique to the export: `datasets` caches a folder by its name and this text, not by the content of its files.
 */
export const frontMatterOf = (
  tables: readonly GuideTable[],
  files: readonly DataFile[],
  about: string,
): string => {
  const lines = tables.flatMap((table, index) => tableLines(table, files, { about, isDefault: index === 0 }))
  return ['---', 'configs:', ...lines, '---', ''].join('\n')
}
