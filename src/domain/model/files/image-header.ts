/**
 * What the first bytes of a file say. Width and height are those of the pixel array as it is stored: an EXIF
 * orientation is not applied, because readers of COCO files decode the array as it is and boxes must fit it.
 */
export type ImageHeader =
  /** Pixels; `format` such as `jpeg`, `png`, `avif`. */
  | { readonly kind: 'Image'; readonly width: number; readonly height: number; readonly format: string }
  /** Read this many bytes from the start, and ask again. Always more than were given. */
  | { readonly kind: 'NeedMore'; readonly bytes: number }
  /** An image whose size stands deeper in the file than is read (`maxHeaderBytes`). */
  | { readonly kind: 'SizeUnknown'; readonly format: string }
  | { readonly kind: 'NotAnImage' }
  /** An image, but certainly cut short. */
  | { readonly kind: 'Truncated' }

/** Takes a file's first bytes, and the bytes of the whole file. Never throws; its work is bounded by the bytes given. */
export type ReadImageHeader = (bytes: Uint8Array, fileSize: number) => ImageHeader

/** What to read first: enough for nearly every image. */
export const firstHeaderBytes = 64 * 1024
/** No image is read deeper than this for its size. */
export const maxHeaderBytes = 1024 * 1024
