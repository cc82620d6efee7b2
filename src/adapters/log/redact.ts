const mask = '***'

/** Patterns of secrets, which must never appear in a log. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/(sig(?:=|%(?:25)*3d))[^&\s"'\\]+/gi, `$1${mask}`],
  [/(AccountKey=)[^;\s"'\\]+/gi, `$1${mask}`],
  [/(\bauthorization\\?["']?\s*[:=]\s*\\?["']?)[^"'\\\r\n,}]+/gi, `$1${mask}`],
  [/(\b(?:access|refresh|id)_token\\?["']?\s*[:=]\s*\\?["']?)[^"'\\\s,}&]+/gi, `$1${mask}`],
  [/(\bBearer\s+)[\w.~+/=-]+/gi, `$1${mask}`],
]

/** Replaces secrets in a text by `***`. */
export const redact = (text: string): string =>
  secrets.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text)
