import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const results = z.object({ rows: z.array(z.object({ id: z.string(), value: z.number() })) })

/** The p95 of a page in an earlier run, ms; undefined if there was none. @throws Error if the file holds something else */
export const readReference = async (file: string): Promise<number | undefined> => {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  return results.parse(JSON.parse(text)).rows.find(({ id }) => id === 'page.p95')?.value
}
