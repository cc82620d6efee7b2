import { readFileSync } from 'node:fs'
import { z } from 'zod'

const levels = ['Trace', 'Debug', 'Information', 'Warning', 'Error', 'Critical', 'None'] as const
const level = z.enum(levels)
export type LogLevel = z.output<typeof level>

const hostJson = z.object({ logging: z.object({ logLevel: z.record(z.string(), level) }) })

/** Whether a line of this category and level is kept. */
export type LogFilter = (category: string, level: LogLevel) => boolean

/** As the Functions host does it: the longest name that a category begins with decides, else `default`. */
export const createLogFilter = (filters: Readonly<Record<string, LogLevel>>): LogFilter => {
  const { default: usual = 'Information', ...named } = filters
  const longestFirst = Object.entries(named).toSorted(([one], [other]) => other.length - one.length)
  return (category, of) => {
    const [, least = usual] =
      longestFirst.find(([name]) => category.toLowerCase().startsWith(name.toLowerCase())) ?? []
    return levels.indexOf(of) >= levels.indexOf(least)
  }
}

/** The filters of a `host.json`. */
export const readLogFilter = (file: string): LogFilter =>
  createLogFilter(hostJson.parse(JSON.parse(readFileSync(file, 'utf8'))).logging.logLevel)
