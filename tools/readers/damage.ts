import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReaderCase, ReaderFormat } from './cases.ts'

/** Changes the text of a file so that a reader that compares nothing would not notice. */
type Damage = (text: string) => string

const lines = (text: string): readonly string[] => text.split('\n')

const swapLast = (text: string, pattern: RegExp): string => {
  const found = [...text.matchAll(pattern)].map(([whole]) => whole)
  const [first, last] = [found.at(0), found.at(-1)]
  if (first === undefined || last === undefined || first === last)
    throw new Error(`Nothing to swap: the file has no two of ${pattern.source}`)
  return text.replaceAll(pattern, (whole) => (whole === first ? last : whole === last ? first : whole))
}

const dropLine =
  (number: number): Damage =>
  (text) =>
    lines(text)
      .filter((_, index) => index !== number)
      .join('\n')

/** The line of the first annotation, which is an object on a line of its own. */
const dropAnnotation: Damage = (text) => {
  const all = lines(text)
  return dropLine(all.indexOf('"annotations":[') + 1)(text)
}

const rename: Damage = (text) => text.replaceAll("Rock 'n' roll", 'Rock and roll')

/** Each way to find a picture leads to another one, in each kind of row. */
const damages: Readonly<Record<ReaderFormat, Readonly<Record<string, Damage>>>> = {
  Coco: {
    'an annotation is missing': dropAnnotation,
    'a class has another name': rename,
    'two pictures are swapped': (text) => swapLast(text, /"file_name":"turned[^"]*"/g),
  },
  Dataset: {
    'a row is missing': dropLine(3),
    'a class has another name': rename,
    'two pictures are swapped': (text) => swapLast(text, /"path":"turned[^"]*"/g),
  },
  Csv: {
    'a row is missing': dropLine(3),
    'a class has another name': rename,
    'two pictures are swapped': (text) => swapLast(text, /(?<=,)turned\/\d+\.jpg(?=,)/g),
  },
}

/** Damaged copies of an export without a split, to prove that a disagreement is noticed. */
export const damageCase = async (one: ReaderCase): Promise<readonly ReaderCase[]> => {
  const copies: ReaderCase[] = []
  for (const [damage, change] of Object.entries(damages[one.format])) {
    // Another name than the whole export: Hugging Face caches by it, and the description of the export is the same.
    const folder = `${one.folder}-${damage.replaceAll(' ', '-')}`
    await cp(one.folder, folder, { recursive: true, verbatimSymlinks: true })
    for (const { file } of one.parts) {
      const path = join(folder, file)
      const text = await readFile(path, 'utf8')
      const changed = change(text)
      if (changed === text) throw new Error(`Nothing was damaged in ${one.format}: ${damage}`)
      await writeFile(path, changed)
    }
    copies.push({ ...one, name: `${one.name}, ${damage}`, folder, damage })
  }
  return copies
}
