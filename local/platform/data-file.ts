import type { z } from 'zod'
import { explainFileError } from '../host/file-failure.ts'
import { StartError } from '../host/start-error.ts'
import { readOrMake } from './private-file.ts'

export interface DataFileKind<T> {
  readonly schema: z.ZodType<T>
  /** The content of a file that does not exist yet. */
  readonly make: () => string | Promise<string>
  /** What follows when the file is moved away and made anew: the end of a sentence. */
  readonly withoutIt: string
}

const parse = <T>(file: string, text: string, { schema, withoutIt }: DataFileKind<T>): T => {
  const problem = (what: string) =>
    new StartError(
      `${file} ${what}. Restore it from a backup of the data folder. Without a backup move the file away and start again: ${withoutIt}.`,
    )
  if (text.trim() === '') throw problem('is empty')
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    throw problem('is damaged: it holds no JSON')
  }
  const parsed = schema.safeParse(content)
  if (!parsed.success) throw problem(`has other content than this version writes`)
  return parsed.data
}

/** Reads a file of the data folder, and makes it if it does not exist. @throws StartError with the file and the way out */
export const openDataFile = async <T>(file: string, kind: DataFileKind<T>): Promise<T> => {
  let text: string
  try {
    text = await readOrMake(file, kind.make)
  } catch (error) {
    const sentence = explainFileError(error, file)
    throw sentence === undefined ? error : new StartError(sentence, { cause: error })
  }
  return parse(file, text, kind)
}
