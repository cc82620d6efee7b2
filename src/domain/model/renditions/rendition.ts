import { createHash } from 'node:crypto'
import { plainExtension } from '../../core/safe-name.ts'
import type { ProjectUid } from '../../core/ids.ts'
import type { OpenedBlob } from '../../ports/blobs.ts'
import type { RenditionKind } from '../../ports/renditions.ts'
import { contentOf, type FileContent } from '../files/same-content.ts'
import type { ItemDocument } from '../items/item.ts'

/** Bytes of a file that is read for a rendition: whole, in memory. A TIFF of 80 megapixels has as many. */
export const maxPictureBytes = 256 * 2 ** 20

/** As many as the decoder is told; pictures of more are shown by their file alone. */
export const maxPicturePixels = 268_402_689

/** The formats that the decoder knows, as headers name them. */
const drawnFormats: ReadonlySet<string> = new Set(['jpeg', 'png', 'gif', 'webp', 'avif', 'tiff'])

const drawnEndings: ReadonlySet<string> = new Set(
  '.jpg .jpeg .jpe .jfif .png .gif .webp .avif .tif .tiff'.split(' '),
)

type Header = Pick<ItemDocument, 'path' | 'problem' | 'format' | 'width' | 'height'>

/** The problem `NotDisplayable` is of browsers: a TIFF has it, and a rendition. */
const isWhole = ({ problem }: Pick<Header, 'problem'>): boolean =>
  problem === undefined || problem === 'NotDisplayable'

/** False for a file of which no rendition can be made, by what its header says; by its name until the header is read. */
export const mayHaveRendition = ({
  file,
  path,
  format,
  width = 0,
  height = 0,
  ...header
}: Header & { readonly file: { readonly size: number } }): boolean =>
  isWhole(header) &&
  file.size <= maxPictureBytes &&
  width * height <= maxPicturePixels &&
  (format === undefined ? drawnEndings.has(plainExtension(path)) : drawnFormats.has(format))

/** The name of one content of one file: another content, or another file, has another name. */
export const contentIdOf = (path: string, file: FileContent): string =>
  createHash('sha256')
    .update(JSON.stringify([path, contentOf(file) ?? file.etag]))
    .digest('hex')
    .slice(0, 32)

/** Which rendition a link shows, and of which content: another content has another link, so browsers may keep what they got. */
export interface LinkedRendition {
  readonly kind: RenditionKind
  readonly of: string
}

/** Bytes of a rendition that the service makes, or found. */
export interface RenditionContent {
  readonly path: string
  readonly rendition: OpenedBlob | 'NotModified'
  /** True if the link shows the same for ever: it names this content. */
  readonly isLasting: boolean
}

export const renditionEtag = (contentId: string, kind: RenditionKind): string => `${contentId}-${kind}`

/** Where all renditions of a project are. */
export const renditionsPrefix = (uid: ProjectUid): string => `${uid}/`

export const renditionPath = (uid: ProjectUid, contentId: string, kind: RenditionKind): string =>
  `${renditionsPrefix(uid)}${contentId}/${kind}.webp`

/** To be raised when the decoder learns more: then files that it did not know are tried again. */
const decoderVersion = 1

/** Where it is noted that no rendition can be made. */
export const notDrawnPath = (uid: ProjectUid, contentId: string, kind: RenditionKind): string =>
  `${renditionsPrefix(uid)}${contentId}/${kind}.not-drawn-${decoderVersion}.json`
