import type { OpenedBlob } from './blobs.ts'

/** `thumbnail` is for lists, `screen` for looking and drawing at the size of a screen. */
export const renditionKinds = ['thumbnail', 'screen'] as const
export type RenditionKind = (typeof renditionKinds)[number]

/** Pixels of the longest side. A smaller picture is not enlarged. */
export const renditionSides: Readonly<Record<RenditionKind, number>> = { thumbnail: 256, screen: 2048 }

/** The media type of every rendition. */
export const renditionType = 'image/webp'

/** A whole file. */
export interface PictureFile {
  readonly bytes: Uint8Array
  /** `Content-Encoding` as it is stored. */
  readonly contentEncoding?: string | undefined
}

/**
 * Why no rendition can be made of a file, whenever it is tried. `NotDecodable`: it is of another format, broken or cut short.
 * `TooLarge`: its bytes or pixels need more memory than the service has for one picture. `TooSlow`: decoding takes too long.
 */
export const notDrawnReasons = ['NotDecodable', 'TooLarge', 'TooSlow'] as const
export type NotDrawnReason = (typeof notDrawnReasons)[number]

/** A WebP in sRGB: upright, the first frame or page, without metadata. Or the reason why there is none. */
export type Drawing = { readonly bytes: Uint8Array } | { readonly notDrawn: NotDrawnReason }

export interface Renditions {
  /** Rejects only for a defect of the service or the machine, never for what is in the file. */
  draw(file: PictureFile, kind: RenditionKind): Promise<Drawing>
}

/**
 * The container of renditions, in the workspace's own storage account.
 * @throws DomainError `ServiceUnavailable`
 */
export interface RenditionFiles {
  /** Writes a file unless there is one of this path, which stays. */
  putNew(path: string, content: Uint8Array, contentType: string): Promise<void>
  /** Undefined if there is no such file. */
  open(path: string): Promise<OpenedBlob | undefined>
  /** Deletes files under a prefix, at most some thousands per call. Returns true when none is left. */
  deleteUnder(prefix: string): Promise<boolean>
}
