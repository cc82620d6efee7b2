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

/** True if the extension of the file is one of the media type's. */
export const isMediaFile = (mediaType: MediaType, path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot >= 0 && known[mediaType].has(name.slice(dot + 1).toLowerCase())
}
