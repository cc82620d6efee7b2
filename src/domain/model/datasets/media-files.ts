import type { MediaType } from './dataset.ts'

const extensions: Readonly<Record<MediaType, ReadonlySet<string>>> = {
  Image: new Set(['jpg', 'jpeg', 'png', 'jpe', 'jfif', 'bmp', 'tif', 'tiff', 'gif', 'webp']),
  Text: new Set(['txt']),
}

/** The extensions of a media type, in lower case, without the dot. */
export const mediaExtensions = (mediaType: MediaType): readonly string[] => [...extensions[mediaType]].sort()

/** The text after the last dot of the name of a file, in lower case; undefined without one. */
export const extensionOf = (path: string): string | undefined => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot < 0 || dot === name.length - 1 ? undefined : name.slice(dot + 1).toLowerCase()
}

/** True if the extension of the file is one of the media type's. */
export const isMediaFile = (mediaType: MediaType, path: string): boolean =>
  extensions[mediaType].has(extensionOf(path) ?? '')
