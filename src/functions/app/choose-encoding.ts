import type { StoredEncoding, WebFile } from './web-files.ts'

/** The names of the encodings in HTTP, the smallest content first. */
const codings = [
  ['br', 'br'],
  ['gz', 'gzip'],
] as const

const refused = /;\s*q=0(?:\.0{0,3})?$/

/** The codings that `Accept-Encoding` names, in lower case. One with `q=0` is refused. */
const accepted = (header: string): ReadonlySet<string> =>
  new Set(
    header
      .toLowerCase()
      .split(',')
      .map((part) => part.trim())
      .filter((part) => !refused.test(part))
      .map((part) => part.split(';', 1)[0]?.trim() ?? ''),
  )

export interface ChosenEncoding {
  readonly stored: StoredEncoding
  /** The value of `Content-Encoding`; undefined for the file itself. */
  readonly coding: string | undefined
}

/** The smallest stored form of a file that the client takes. */
export const chooseEncoding = ({ sizes }: Pick<WebFile, 'sizes'>, header: string | null): ChosenEncoding => {
  const names = accepted(header ?? '')
  const found = codings.find(([stored, coding]) => sizes[stored] !== undefined && names.has(coding))
  return found ? { stored: found[0], coding: found[1] } : { stored: 'identity', coding: undefined }
}
