import { bareEtag, readEtags } from '../../core/etag.ts'
import { putNewest } from '../../core/put-newest.ts'
import type { Deps } from '../../ports/deps.ts'
import type { OpenedBlob } from '../../ports/blobs.ts'
import type { Log } from '../../ports/log.ts'
import {
  renditionType,
  type Drawing,
  type NotDrawnReason,
  type RenditionFiles,
  type RenditionKind,
  type Renditions,
} from '../../ports/renditions.ts'
import { noTelemetry, type Telemetry } from '../../ports/telemetry.ts'
import type { OpenFile } from '../files/open-content.ts'
import { readContent } from '../files/read-content.ts'
import type { FileContent } from '../files/same-content.ts'
import { createDrawingRoom, largeBytes, type DrawingRoom } from './drawing-room.ts'
import { notDisplayable } from './not-drawn.ts'
import { contentIdOf, maxPictureBytes, renditionEtag } from './rendition.ts'
import { findOnShelf, putOnShelf, type Shelf } from './rendition-shelf.ts'

/** The file of which a rendition is shown. */
export interface Picture {
  readonly path: string
  /** The file as of its last listing. */
  readonly file: FileContent
  readonly open: OpenFile
  /** Absent for what belongs to no project: its renditions are made at each use. */
  readonly shelf?: Shelf | undefined
  /** Names the project or dataset: two of them can have the same path. */
  readonly place: string
}

export interface ShownRendition {
  readonly content: OpenedBlob | 'NotModified'
  /** False if the file is not the one of its last listing any more. */
  readonly isListed: boolean
}

/** @throws DomainError `NotDisplayable` if none can be made, `ServiceUnavailable`, and the errors of opening the file */
export type ShowRendition = (
  picture: Picture,
  kind: RenditionKind,
  /** The value of `If-None-Match`. */
  ifNoneMatch?: string,
) => Promise<ShownRendition>

interface ShowDeps extends Pick<Deps, 'now'> {
  readonly renditions: Renditions
  readonly renditionFiles: RenditionFiles
  readonly log: Log
  readonly telemetry?: Telemetry
  readonly room?: DrawingRoom
}

/** For reading a whole file from its storage. */
const readDeadline = 60_000
const maxRemembered = 10_000

const nameOf = ({ path, file }: Picture, kind: RenditionKind) => ({
  contentId: contentIdOf(path, file),
  kind,
})

interface Drawn {
  readonly drawing: Drawing
  /** Of the file that was drawn. */
  readonly fileEtag: string
}

const wholeOf = (bytes: Uint8Array, etag: string, lastModified: number): OpenedBlob => ({
  stream: new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes)
      controller.close()
    },
  }),
  etag,
  length: bytes.byteLength,
  size: bytes.byteLength,
  contentType: renditionType,
  lastModified,
})

/** Shows renditions: those that are kept, else it makes them. One that several requests ask for is made once. */
export const createShowRendition = (deps: ShowDeps): ShowRendition => {
  const { renditions, now, telemetry = noTelemetry, room = createDrawingRoom() } = deps
  const drawings = new Map<string, Promise<Drawn>>()
  /** By content, so that it stays true. */
  const remembered = new Map<string, NotDrawnReason>()

  const drawFile = async ({ open, file }: Picture, kind: RenditionKind): Promise<Drawn> => {
    const opened = await open({})
    if (opened === 'NotModified') throw new Error('Only a request with a condition has this answer')
    const { etag: fileEtag, length, contentEncoding } = opened
    // The room is for the size of the listing.
    if (length > (file.size > largeBytes ? maxPictureBytes : largeBytes)) {
      await opened.stream.cancel()
      return { drawing: { notDrawn: 'TooLarge' }, fileEtag }
    }
    const bytes = await readContent(opened, readDeadline)
    return { drawing: await renditions.draw({ bytes, contentEncoding }, kind), fileEtag }
  }

  const isListed = ({ file }: Picture, { fileEtag }: Drawn): boolean =>
    bareEtag(file.etag) === bareEtag(fileEtag)

  const draw = async (picture: Picture, kind: RenditionKind, key: string): Promise<Drawn> => {
    const startedAt = performance.now()
    let outcome = 'Failed'
    try {
      const drawn = await room(picture.file.size, () => drawFile(picture, kind))
      const { drawing } = drawn
      outcome = 'notDrawn' in drawing ? drawing.notDrawn : 'Drawn'
      if (isListed(picture, drawn)) {
        if ('notDrawn' in drawing) putNewest(remembered, key, drawing.notDrawn, maxRemembered)
        if (picture.shelf) await putOnShelf(deps, picture.shelf, nameOf(picture, kind), drawing)
      }
      return drawn
    } finally {
      telemetry.record('etiquette.rendition.duration', performance.now() - startedAt, { kind, outcome })
    }
  }

  const drawOnce = (picture: Picture, kind: RenditionKind, key: string): Promise<Drawn> => {
    const running = drawings.get(key)
    if (running) return running
    const drawing = draw(picture, kind, key).finally(() => drawings.delete(key))
    drawings.set(key, drawing)
    return drawing
  }

  return async (picture, kind, ifNoneMatch = '') => {
    const { path, file, place, shelf } = picture
    const etag = renditionEtag(contentIdOf(path, file), kind)
    const key = `${place} ${etag}`
    const held = readEtags(ifNoneMatch)
    if (held !== '*' && held?.includes(etag)) return { content: 'NotModified', isListed: true }
    const known = remembered.get(key)
    if (known !== undefined) throw notDisplayable(known)
    const found = shelf && (await findOnShelf(deps, shelf, nameOf(picture, kind)))
    if (found && 'notDrawn' in found) throw notDisplayable(found.notDrawn)
    if (found) return { content: { ...found, etag }, isListed: true }
    const drawn = await drawOnce(picture, kind, key)
    const { drawing, fileEtag } = drawn
    if ('notDrawn' in drawing) throw notDisplayable(drawing.notDrawn)
    const listed = isListed(picture, drawn)
    const other = contentIdOf(path, { etag: fileEtag, size: file.size })
    const itsEtag = listed ? etag : renditionEtag(other, kind)
    return { content: wholeOf(drawing.bytes, itsEtag, now()), isListed: listed }
  }
}
