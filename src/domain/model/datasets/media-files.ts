import type { MediaType } from './dataset.ts'

/** The extensions of the files that become items, by media type; upper and lower case are the same. */
export const mediaExtensions: Readonly<Record<MediaType, readonly string[]>> = {
  Image: [
    'jpg',
    'jpeg',
    'jpe',
    'jfif',
    'png',
    'gif',
    'webp',
    'bmp',
    'tif',
    'tiff',
    'avif',
    'heic',
    'heif',
    'jxl',
    'jp2',
    'dcm',
    'dicom',
  ],
  Text: ['txt'],
}

const known: Readonly<Record<MediaType, ReadonlySet<string>>> = {
  Image: new Set(mediaExtensions.Image),
  Text: new Set(mediaExtensions.Text),
}

/** The text after the last dot of the name of a file, in lower case; undefined without one. */
export const extensionOf = (path: string): string | undefined => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot < 0 || dot === name.length - 1 ? undefined : name.slice(dot + 1).toLowerCase()
}

/** True if the extension of the file is one of the media type's. */
export const isMediaFile = (mediaType: MediaType, path: string): boolean =>
  known[mediaType].has(extensionOf(path) ?? '')
