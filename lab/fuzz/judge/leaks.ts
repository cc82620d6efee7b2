/** What no answer may contain, whatever was asked. */
const traces: readonly (readonly [string, RegExp])[] = [
  ['a stack trace', /\n\s+at \S.*:\d+:\d+|\bat (?:async )?[\w.<>]+ \([^)]*:\d+:\d+\)/],
  ['a path of the machine', /\bnode_modules\b|file:\/\/\/(?!etc)|\/(?:src|dist|local)\/[\w/-]+\.[jt]s\b/],
  ['SQL', /\bSELECT\b.+\bFROM\b|\bINSERT INTO\b|\bUPDATE\b.+\bSET\b|\bDELETE FROM\b|SQLITE_|\bsqlite3?\b/],
  [
    'the text of a JavaScript error',
    /\b(?:TypeError|RangeError|ReferenceError|ZodError)\b|Cannot read properties|is not a function/,
  ],
]

/** @param secrets Texts that must stay inside, such as keys. */
export const findLeak = (body: string, secrets: readonly string[]): string | undefined => {
  const secret = secrets.findIndex((text) => body.includes(text))
  if (secret >= 0) return `secret number ${secret}`
  return traces.find(([, pattern]) => pattern.test(body))?.[0]
}
