export type LogLevel = 'Debug' | 'Information' | 'Warning' | 'Error'

/** Writes one structured line. Secrets in the fields are redacted before it is written. */
export type Log = (
  level: LogLevel,
  message: string,
  fields?: Readonly<Record<string, unknown>> & { readonly error?: unknown },
) => void
