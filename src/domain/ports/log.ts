export type LogLevel = 'Debug' | 'Information' | 'Warning' | 'Error'

/** Writes one structured line. Whatever is in the fields, secrets are taken out of it before it is written. */
export type Log = (
  level: LogLevel,
  message: string,
  fields?: Readonly<Record<string, unknown>> & { readonly error?: unknown },
) => void
