import type { Deps } from '../ports/deps.ts'
import type { ItemId } from '../core/ids.ts'
import { itemIdOf, rankOf, segmentOf } from '../model/items/segment.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import type { BlobEntry } from '../ports/blobs.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { decideFile, type ListedFile } from './decide-file.ts'
import { updateItems } from '../model/items/update-items.ts'

export const segmentsAtOnce = 8

/** Creates or updates the items of these files. @param options.assumeNew See `updateItems`. */
export const applyFiles = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  project: ProjectDocument,
  entries: readonly BlobEntry[],
  options: { readonly assumeNew?: boolean } = {},
): Promise<void> => {
  const bySegment = new Map<number, Map<ItemId, ListedFile>>()
  for (const entry of entries) {
    const id = itemIdOf(project.datastore, entry.path)
    const segment = segmentOf(id, project.segments)
    const files = bySegment.get(segment) ?? new Map<ItemId, ListedFile>()
    files.set(id, { id, rank: rankOf(project.uid, id), entry })
    bySegment.set(segment, files)
  }
  await forEachBounded(bySegment, segmentsAtOnce, async ([segment, files]) => {
    await updateItems(
      store,
      { uid: project.uid, segment },
      files,
      (item, file) => decideFile(item, file, project, now()),
      options,
    )
  })
}
