export type LogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical'

/** Receives every line the host, the libraries and the functions write. */
export type Log = (level: LogLevel, category: string, message: string, error?: unknown) => void

const LEVELS: ReadonlySet<string> = new Set(['trace', 'debug', 'information', 'warning', 'error', 'critical'])

/** The library also sends level `none`, which means: do not write. */
export const isLogLevel = (level: string): level is LogLevel => LEVELS.has(level)

export const errorMessage = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
