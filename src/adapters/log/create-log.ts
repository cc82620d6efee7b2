import type { Log, LogLevel } from '../../domain/ports/log.ts'
import { redact } from './redact.ts'

const ranks: Readonly<Record<LogLevel, number>> = { Debug: 0, Information: 1, Warning: 2, Error: 3 }

const deepestCause = 5

const describe = (error: unknown, depth = 0): unknown => {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  return {
    name,
    message,
    ...('code' in error && { code: error.code }),
    stack,
    ...(cause !== undefined && depth < deepestCause && { cause: describe(cause, depth + 1) }),
  }
}

/** JSON of anything: errors with their causes, and what JSON has no words for as text. */
const toJson = (value: unknown): string => {
  const ancestors = new Set<unknown>()
  return JSON.stringify(value, (_, inner: unknown) => {
    const plain = describe(inner)
    if (typeof plain === 'bigint') return String(plain)
    if (typeof plain === 'object' && plain !== null) {
      if (ancestors.has(plain)) return '[again]'
      ancestors.add(plain)
    }
    return plain
  })
}

export interface LogOptions {
  /** What is less than this is not written. */
  readonly level: LogLevel
  readonly now: () => number
  /** Takes one line, with its end. */
  readonly write: (line: string) => void
}

/** One JSON object a line, without secrets. */
export const createLog =
  ({ level: least, now, write }: LogOptions): Log =>
  (level, message, fields = {}) => {
    if (ranks[level] < ranks[least]) return
    const line = toJson({ time: new Date(now()).toISOString(), level, message, ...fields })
    write(`${redact(line)}\n`)
  }
