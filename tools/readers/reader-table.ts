import type { Reader } from './readers.ts'

/** The table of docs/exports.md, as its cells. @param versionOf The pinned version of a reader */
export const readerRows = (
  readers: readonly Reader[],
  versionOf: (reader: Reader) => string | undefined,
): readonly (readonly string[])[] =>
  readers.map((reader) => [
    `\`${reader.name}\``,
    versionOf(reader) ?? '',
    reader.formats.join(', '),
    reader.call,
  ])
