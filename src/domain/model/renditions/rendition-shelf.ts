import type { ProjectUid } from '../../core/ids.ts'
import type { Log } from '../../ports/log.ts'
import {
  renditionType,
  type Drawing,
  type NotDrawnReason,
  type RenditionFiles,
  type RenditionKind,
} from '../../ports/renditions.ts'
import type { OpenedBlob } from '../../ports/blobs.ts'
import { readContent } from '../files/read-content.ts'
import { readNote, writeNote } from './not-drawn.ts'
import { notDrawnPath, renditionPath, renditionsPrefix } from './rendition.ts'

/** Where the renditions of a project are kept. */
export interface Shelf {
  readonly uid: ProjectUid
  /** False once the project is being deleted. Decided by a fresh read. */
  readonly isWanted: () => Promise<boolean>
}

interface RenditionName {
  readonly contentId: string
  readonly kind: RenditionKind
}

interface ShelfDeps {
  readonly renditionFiles: RenditionFiles
  readonly log: Log
}

const noteDeadline = 10_000

/** A picture is shown although its rendition cannot be kept or found: it is made anew. */
const unlessStorageFails = async <T>(
  { log }: ShelfDeps,
  message: string,
  run: () => Promise<T>,
): Promise<T | undefined> => {
  try {
    return await run()
  } catch (error) {
    log('Warning', message, { error })
    return undefined
  }
}

/** Finds a rendition that was made before, or the reason why none can be made. */
export const findOnShelf = (
  deps: ShelfDeps,
  { uid }: Shelf,
  { contentId, kind }: RenditionName,
): Promise<OpenedBlob | { readonly notDrawn: NotDrawnReason } | undefined> =>
  unlessStorageFails(deps, 'A rendition could not be read; it is made again', async () => {
    const found = await deps.renditionFiles.open(renditionPath(uid, contentId, kind))
    if (found) return found
    const note = await deps.renditionFiles.open(notDrawnPath(uid, contentId, kind))
    return note && { notDrawn: readNote(await readContent(note, noteDeadline)) }
  })

/** Keeps a rendition, or the reason why there is none; one that another request made meanwhile stays. */
export const putOnShelf = (
  deps: ShelfDeps,
  { uid, isWanted }: Shelf,
  { contentId, kind }: RenditionName,
  drawing: Drawing,
): Promise<void> =>
  unlessStorageFails(deps, 'A rendition could not be kept; it is made again at its next use', async () => {
    if ('notDrawn' in drawing) {
      const path = notDrawnPath(uid, contentId, kind)
      await deps.renditionFiles.putNew(path, writeNote(drawing.notDrawn), 'application/json')
    } else await deps.renditionFiles.putNew(renditionPath(uid, contentId, kind), drawing.bytes, renditionType)
    // The project's deletion marks the project, then deletes what is here: one of the two sees the other.
    if (!(await isWanted())) await deps.renditionFiles.deleteUnder(renditionsPrefix(uid))
  })
