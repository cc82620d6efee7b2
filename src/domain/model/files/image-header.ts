/**
 * The content of an image header. Width and height are those of the stored pixel array: the EXIF orientation is not
 * applied, because readers of COCO files decode the array as it is stored, and boxes must fit it.
 */
export type ImageHeader =
  /** Size in pixels; `format` is for example `jpeg`, `png` or `avif`. */
  | { readonly kind: 'Image'; readonly width: number; readonly height: number; readonly format: string }
  /** Call again with this many bytes from the start of the file, always more than before. */
  | { readonly kind: 'NeedMore'; readonly bytes: number }
  /** An image whose size is stored beyond the bytes that are read (`maxHeaderBytes`). */
  | { readonly kind: 'SizeUnknown'; readonly format: string }
  | { readonly kind: 'NotAnImage' }
  /** An image file that is certainly truncated. */
  | { readonly kind: 'Truncated' }

/**
 * Reads an image header. Never throws; the work is bounded by `bytes`.
 * @param bytes The first bytes of the file.
 * @param fileSize The size of the whole file in bytes.
 */
export type ReadImageHeader = (bytes: Uint8Array, fileSize: number) => ImageHeader

/** Bytes of the first read; enough for nearly every image. */
export const firstHeaderBytes = 64 * 1024
/** The most bytes that are read of an image to find its size. */
export const maxHeaderBytes = 1024 * 1024
