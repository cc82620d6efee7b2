import type { LogLevel } from '../../domain/ports/log.ts'

interface Output {
  write(line: string): unknown
}

// The Functions host gives each line of stdout the level Information. On stderr it looks for words, in any case: "warn"
// first, then "error", "fail" and "severe". The line of a warning has the first word in its level.
const isSevere: Readonly<Record<LogLevel, boolean>> = {
  Debug: false,
  Information: false,
  Warning: true,
  Error: true,
}

/** In JSON an escaped letter is the same letter, so an error that mentions a warning stays an error. */
const hideWarn = (json: string): string =>
  json.replaceAll(/w(?=arn)/gi, (letter) => (letter === 'w' ? '\\u0077' : '\\u0057'))

/** Writes lines of JSON so that the Functions host gives each the level that it has. */
export const createLineWriter =
  ({ stdout, stderr }: { readonly stdout: Output; readonly stderr: Output }) =>
  (json: string, level: LogLevel): void => {
    const output = isSevere[level] ? stderr : stdout
    output.write(`${level === 'Error' ? hideWarn(json) : json}\n`)
  }
