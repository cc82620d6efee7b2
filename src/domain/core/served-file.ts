import { plainExtension, safeFileName } from './safe-name.ts'

/** The headers with which a browser gets a file, from the service or from storage through a signed URL. */
export interface ServedFile {
  readonly contentType: string
  /** The value of `Content-Disposition`. */
  readonly disposition: string
}

/** The version of a file behind a URL can change: browsers ask again after five minutes, and get it only if it has. */
export const fileCaching = 'private, max-age=300'

/** The types that a browser may display, with the endings of their file names. All other files are downloads. */
const images: readonly (readonly [type: string, endings: readonly [string, ...string[]]])[] = [
  ['image/jpeg', ['.jpg', '.jpeg', '.jpe', '.jfif']],
  ['image/png', ['.png']],
  ['image/gif', ['.gif']],
  ['image/bmp', ['.bmp']],
  ['image/tiff', ['.tif', '.tiff']],
  ['image/webp', ['.webp']],
  ['image/avif', ['.avif']],
]

const endingsOf = new Map(images)
const typeOf = new Map(images.flatMap(([type, endings]) => endings.map((ending) => [ending, type] as const)))

export const downloadType = 'application/octet-stream'

/** RFC 8187 also requires escapes for some characters that `encodeURIComponent` leaves. */
const encode = (name: string): string =>
  encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

const disposition = (kind: 'inline' | 'attachment', name: string): string =>
  `${kind}; filename*=UTF-8''${encode(name)}`

/** A download under a safe form of the file's name; the browser never displays it. */
export const serveDownload = (path: string, contentType = downloadType): ServedFile => ({
  contentType,
  disposition: disposition('attachment', safeFileName(path)),
})

/**
 * A file of a datastore: displayed if the stated type, or else the extension, is an allowed image type, under a name with
 * a matching ending. Every other file, including SVG and HTML, is a download of type `application/octet-stream`.
 * @param stated The content type that storage states.
 */
export const serveImage = (path: string, stated?: string): ServedFile => {
  const bare = stated?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const contentType = endingsOf.has(bare) ? bare : typeOf.get(plainExtension(path))
  const endings = contentType === undefined ? undefined : endingsOf.get(contentType)
  if (contentType === undefined || endings === undefined) return serveDownload(path)
  return { contentType, disposition: disposition('inline', safeFileName(path, endings)) }
}
