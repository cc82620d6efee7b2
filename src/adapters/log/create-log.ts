import type { Log, LogLevel } from '../../domain/ports/log.ts'
import { redact } from './redact.ts'

const ranks: Readonly<Record<LogLevel, number>> = { Debug: 0, Information: 1, Warning: 2, Error: 3 }

const maxCauseDepth = 5

const describe = (error: unknown, depth = 0): unknown => {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  return {
    name,
    message,
    ...('code' in error && { code: error.code }),
    stack,
    ...(cause !== undefined && depth < maxCauseDepth && { cause: describe(cause, depth + 1) }),
  }
}

/** Serializes any value as JSON: errors with their causes, bigints as text, repeated objects once. */
const toJson = (value: unknown): string => {
  const seen = new Set<unknown>()
  return JSON.stringify(value, (_, inner: unknown) => {
    const plain = describe(inner)
    if (typeof plain === 'bigint') return String(plain)
    if (typeof plain === 'object' && plain !== null) {
      if (seen.has(plain)) return '[again]'
      seen.add(plain)
    }
    return plain
  })
}

export interface LogOptions {
  /** The minimum level of written entries. */
  readonly level: LogLevel
  readonly now: () => number
  /** Writes one line, which has no newline. */
  readonly write: (line: string, level: LogLevel) => void
}

/** Writes one JSON object per line, without secrets. */
export const createLog =
  ({ level: minLevel, now, write }: LogOptions): Log =>
  (level, message, fields = {}) => {
    if (ranks[level] < ranks[minLevel]) return
    const line = toJson({ time: new Date(now()).toISOString(), level, message, ...fields })
    write(redact(line), level)
  }
