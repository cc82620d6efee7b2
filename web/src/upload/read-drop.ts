import type { DirectoryDropItem, DropItem, FileDropItem } from 'react-aria-components'
import type { LocalFile } from './choose-files.ts'

type Entry = FileDropItem | DirectoryDropItem

const readEntry = async (entry: Entry, above: string, files: LocalFile[]): Promise<void> => {
  if (entry.kind === 'file') {
    files.push({ name: above + entry.name, file: await entry.getFile() })
    return
  }
  for await (const inner of entry.getEntries()) await readEntry(inner, `${above}${entry.name}/`, files)
}

/** All files of what was dropped, with those in folders. */
export const readDrop = async (items: readonly DropItem[]): Promise<readonly LocalFile[]> => {
  const files: LocalFile[] = []
  for (const item of items) if (item.kind !== 'text') await readEntry(item, '', files)
  return files
}

/** The files of a picker; those of a folder have the path from that folder. */
export const readPicked = (list: FileList): readonly LocalFile[] =>
  Array.from(list, (file) => ({
    name: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    file,
  }))
