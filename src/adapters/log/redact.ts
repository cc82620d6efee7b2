const hidden = '***'

/** What must never stand in a log, wherever in a text it is. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/(sig(?:=|%(?:25)*3d))[^&\s"'\\]+/gi, `$1${hidden}`],
  [/(AccountKey=)[^;\s"'\\]+/gi, `$1${hidden}`],
  [/(\bauthorization\\?["']?\s*[:=]\s*\\?["']?)[^"'\\\r\n,}]+/gi, `$1${hidden}`],
  [/(\bBearer\s+)[\w.~+/=-]+/gi, `$1${hidden}`],
]

export const redact = (text: string): string =>
  secrets.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text)
