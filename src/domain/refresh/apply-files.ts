import { forEachBounded } from '../core/for-each-bounded.ts'
import type { ItemId } from '../core/ids.ts'
import type { ItemDocument } from '../model/items/item.ts'
import type { SegmentKey } from '../model/items/segment.ts'
import { updateItems, type FoundItems } from '../model/items/update-items.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Store } from '../ports/store.ts'
import { decideFile } from './decide-file.ts'
import { addEffects, effectOf, noEffects, type FileEffects } from './file-effects.ts'
import { segmentsAtOnce, type SegmentFiles } from './prepare-files.ts'

/** Updates items as `updateItems` does. @returns What it did. @throws DomainError `ServiceUnavailable` */
export const updateWithEffects = async <T>(
  store: Store,
  segment: SegmentKey,
  wanted: ReadonlyMap<ItemId, T>,
  decide: (item: ItemDocument | undefined, value: T) => ItemDocument | undefined,
  options: { readonly known?: FoundItems } = {},
): Promise<FileEffects> => {
  const effects = new Map<ItemId, FileEffects>()
  const noteDecision = (item: ItemDocument | undefined, value: T): ItemDocument | undefined => {
    const after = decide(item, value)
    // A repeated decision that finds its own write changes nothing more: the first one counts.
    if (after) effects.set(after.id, effectOf(after.id, item, after))
    return after
  }
  await updateItems(store, segment, wanted, noteDecision, options)
  return [...effects.values()].reduce(addEffects, noEffects)
}

/** Creates or updates the items of these files. @throws DomainError `ServiceUnavailable` */
export const applyFiles = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  project: ProjectDocument,
  segments: readonly SegmentFiles[],
): Promise<FileEffects> => {
  let effects = noEffects
  await forEachBounded(segments, segmentsAtOnce, async ({ segment, files, known }) => {
    const key = { uid: project.uid, segment }
    const decide = (item: ItemDocument | undefined, file: Parameters<typeof decideFile>[1]) =>
      decideFile(item, file, project, now())
    const done = await updateWithEffects(store, key, files, decide, { known })
    effects = addEffects(effects, done)
  })
  return effects
}
