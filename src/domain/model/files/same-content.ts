/** What is known about the content of a file. */
export interface FileContent {
  readonly etag: string
  /** Bytes. */
  readonly size: number
  /** Base64. */
  readonly md5?: string | undefined
}

/** A text that two files share exactly if their content is the same; undefined if storage has no MD5 of the file. */
export const contentOf = ({ size, md5 }: FileContent): string | undefined =>
  md5 === undefined ? undefined : `${size} ${md5}`

/**
 * True if two versions of a file have the same content. Size and MD5 decide, because storage gives a file another etag
 * also when the same bytes are uploaded again or its metadata is set. Without both MD5s the etags decide.
 */
export const isSameContent = (one: FileContent, other: FileContent): boolean =>
  one.etag === other.etag || (one.md5 !== undefined && contentOf(one) === contentOf(other))
