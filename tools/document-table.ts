import type { DocumentScope } from '../src/domain/model/documents/define-document.ts'
import { kinds } from '../src/domain/model/kinds.ts'

const partitions: Readonly<Record<DocumentScope, string>> = {
  Workspace: '',
  Project: '`project:<uid>`',
  Segment: '`<uid>:<segment>`',
}

const header = ['container', 'partition', 'id', 'kind', 'document']

const rows = kinds.map(({ container, scope, partition, id, kind, about }) => [
  container,
  partition === undefined ? partitions[scope] : `\`${partition}\``,
  id,
  kind,
  about,
])

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** The table of all kinds of documents, in Markdown. */
export const documentTable = (): string => {
  const all = [header, ...rows]
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const padded = all.map((row) => line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))))
  return [padded[0], line(widths.map((width) => '-'.repeat(width))), ...padded.slice(1)].join('\n')
}
