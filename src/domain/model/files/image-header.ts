/** Bytes of a file that were read, from `offset` on. */
export interface FilePart {
  readonly offset: number
  readonly bytes: Uint8Array
}

/** What is known of a file: its size, and the parts that were read. */
export interface KnownFile {
  /** Bytes of the whole file. */
  readonly size: number
  readonly parts: readonly FilePart[]
  /** `Content-Encoding` as it is stored: the parts are of the encoded file. */
  readonly contentEncoding?: string | undefined
  /** False if no further part will be read: the answer is then never `NeedMore`. */
  readonly more: boolean
}

/** The content of an image header. */
export type ImageHeader =
  | {
      readonly kind: 'Image'
      /** Pixels as displayed: with the orientation applied. */
      readonly width: number
      readonly height: number
      /** For example `jpeg`, `png` or `avif`. */
      readonly format: string
      /** EXIF, 2 to 8; absent for 1. */
      readonly orientation?: number
      /** True for a variant that browsers do not show, although they show the format. */
      readonly unusual?: true
    }
  /** Call again with this part of the file as well; some of it was not known before. */
  | { readonly kind: 'NeedMore'; readonly offset: number; readonly count: number }
  /** An image whose size is in none of the parts that are read (`maxHeaderReads`, `maxHeaderBytes`). */
  | { readonly kind: 'SizeUnknown'; readonly format: string }
  | { readonly kind: 'NotAnImage' }
  /** An image file that is cut short. */
  | { readonly kind: 'Truncated'; readonly format: string }

/** Reads an image header from the known parts of a file. Never throws; the work is bounded by the parts. */
export type ReadImageHeader = (file: KnownFile) => ImageHeader

/** Bytes of the first read; enough for nearly every header. */
export const firstHeaderBytes = 64 * 1024
/** The most reads of one image, and the most bytes in all of them. Usually there are two: the start and the end. */
export const maxHeaderReads = 12
export const maxHeaderBytes = 8 * 1024 * 1024
