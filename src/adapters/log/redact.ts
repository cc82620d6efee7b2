const hidden = '***'

/** What must never stand in a log, wherever in a text it is. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/(\bsig(?:=|%3[dD]))[^&\s"'\\]+/g, `$1${hidden}`],
  [/(\bAccountKey=)[^;\s"'\\]+/gi, `$1${hidden}`],
  [/(\bauthorization\\?["']?\s*[:=]\s*\\?["']?)[^"'\\\r\n,}]+/gi, `$1${hidden}`],
  [/(\bBearer\s+)[\w.~+/=-]+/gi, `$1${hidden}`],
]

export const redact = (text: string): string =>
  secrets.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text)
