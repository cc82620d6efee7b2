import type { MediaType } from './dataset.ts'

const extensions: Readonly<Record<MediaType, ReadonlySet<string>>> = {
  Image: new Set(['jpg', 'jpeg', 'png', 'jpe', 'jfif', 'bmp', 'tif', 'tiff', 'gif', 'webp']),
  Text: new Set(['txt']),
}

/** True if the extension of the file is one of the media type's. */
export const isMediaFile = (mediaType: MediaType, path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot >= 0 && extensions[mediaType].has(name.slice(dot + 1).toLowerCase())
}
