import type { ExportRow, Format, ItemFilesWriter } from '../../src/domain/formats/format.ts'

const writeNotes = (): ItemFilesWriter => ({
  fileOf: ({ item, regions, decided, countUnsupported }: ExportRow, split) => {
    if (!regions) {
      if (decided) countUnsupported('Skipped')
      return undefined
    }
    const content = [item.id, ...regions.map((region) => region.class)].map((line) => `${line}\n`).join('')
    return { folder: `notes/${split ?? 'all'}`, extension: '.txt', contentType: 'text/plain', content }
  },
  companions: (split, { usedClasses }) => [
    {
      name: `${split ?? 'all'}-classes.txt`,
      path: `${split ?? 'all'}/classes.txt`,
      contentType: 'text/plain',
      content: [...usedClasses].toSorted().join(','),
    },
  ],
})

const facts = {
  about: 'The id of the item, and a line for each object',
  extension: '.txt',
  version: '1',
  takes: ['Class'],
  needs: [],
  options: {},
} as const

/** Writes a file for each item. */
export const notes: Format = { ...facts, name: 'Notes', layout: 'FilePerItem', write: writeNotes }
/** Writes the same files to an archive. */
export const zippedNotes: Format = {
  ...facts,
  name: 'ZippedNotes',
  layout: 'Archive',
  write: () => ({
    ...writeNotes(),
    archiveName: (split) => {
      const name = `notes-${split ?? 'all'}.zip`
      return { name, path: name, contentType: 'application/zip' }
    },
  }),
}
