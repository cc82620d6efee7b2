/** From the least to the most severe. */
export const logLevels = ['trace', 'debug', 'information', 'warning', 'error', 'critical'] as const
export type LogLevel = (typeof logLevels)[number]

/** Receives every line of the host, the libraries and the functions. */
export type Log = (level: LogLevel, category: string, message: string, error?: unknown) => void

/** False for `none`, which the library sends for lines that are not to be written. */
export const isLogLevel = (level: string): level is LogLevel => logLevels.some((known) => known === level)

export const errorMessage = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
