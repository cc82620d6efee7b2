import { plainExtension, safeFileName } from './safe-name.ts'

/** How a file is given to a browser: by the service, or by the storage itself through a signed URL. */
export interface ServedFile {
  readonly contentType: string
  /** A `Content-Disposition`. */
  readonly disposition: string
}

/** The only types that are shown as what they are, with the endings of their names; everything else is a download. */
const images: readonly (readonly [type: string, endings: readonly [string, ...string[]]])[] = [
  ['image/jpeg', ['.jpg', '.jpeg', '.jpe', '.jfif']],
  ['image/png', ['.png']],
  ['image/gif', ['.gif']],
  ['image/bmp', ['.bmp']],
  ['image/tiff', ['.tif', '.tiff']],
  ['image/webp', ['.webp']],
]

const endingsOf = new Map(images)
const typeOf = new Map(images.flatMap(([type, endings]) => endings.map((ending) => [ending, type] as const)))

export const inlineTypes: readonly string[] = images.map(([type]) => type)
export const downloadType = 'application/octet-stream'

/** RFC 8187: what is left as it is by `encodeURIComponent` and may not stand there. */
const encode = (name: string): string =>
  encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

const disposition = (kind: 'inline' | 'attachment', name: string): string =>
  `${kind}; filename*=UTF-8''${encode(name)}`

/** Never shown, whatever it holds; saved under a safe form of its name. */
export const serveDownload = (path: string, contentType = downloadType): ServedFile => ({
  contentType,
  disposition: disposition('attachment', safeFileName(path)),
})

/**
 * A file that somebody put into a container: shown if it is an image by the type that storage states or else by its
 * extension, under a name that says the same. All else, SVG and HTML among it, is a download without a type of its own.
 */
export const serveImage = (path: string, stated?: string): ServedFile => {
  const bare = stated?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const contentType = endingsOf.has(bare) ? bare : typeOf.get(plainExtension(path))
  const endings = contentType === undefined ? undefined : endingsOf.get(contentType)
  if (contentType === undefined || endings === undefined) return serveDownload(path)
  return { contentType, disposition: disposition('inline', safeFileName(path, endings)) }
}
