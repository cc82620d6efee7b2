import { forEachBounded } from '../core/for-each-bounded.ts'
import { updateItems } from '../model/items/update-items.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import { decideFile } from './decide-file.ts'
import { segmentsAtOnce, type SegmentFiles } from './prepare-files.ts'

/** Creates or updates the items of these files. @throws DomainError `ServiceUnavailable` */
export const applyFiles = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  project: ProjectDocument,
  segments: readonly SegmentFiles[],
): Promise<void> => {
  await forEachBounded(segments, segmentsAtOnce, async ({ segment, files, known }) => {
    await updateItems(
      store,
      { uid: project.uid, segment },
      files,
      (item, file) => decideFile(item, file, project, now()),
      { known },
    )
  })
}
