import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { LogFilter } from './log-filter.ts'

const line = z.object({
  time: z.string().transform((text) => Date.parse(text)),
  category: z.string(),
  level: z.enum(['Trace', 'Debug', 'Information', 'Warning', 'Error', 'Critical']),
})

export interface LineCount {
  readonly written: number
  /** Of these, lines that the filter lets pass. */
  readonly kept: number
}

/** All functions count together: `Function.exportProject_v1.User` is one of dozens. */
const groupOf = (category: string): string =>
  category.startsWith('Function.') ? category.replace(/^Function\.\w+/, 'Function.*') : category

/** A line that a kill has cut off is none. */
const parse = (text: string): z.output<typeof line> | undefined => {
  try {
    return line.parse(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Lines of the extension's log files since a time, by category. */
export const countLines = async (
  files: readonly string[],
  from: number,
  keeps: LogFilter,
): Promise<ReadonlyMap<string, LineCount>> => {
  const counts = new Map<string, LineCount>()
  for (const file of files.filter((one) => existsSync(one)))
    for await (const text of createInterface({ input: createReadStream(file) })) {
      const found = parse(text)
      if (!found || found.time < from) continue
      const group = groupOf(found.category)
      const { written, kept } = counts.get(group) ?? { written: 0, kept: 0 }
      counts.set(group, {
        written: written + 1,
        kept: kept + (keeps(found.category, found.level) ? 1 : 0),
      })
    }
  return counts
}
