import { z } from 'zod'
import type { Store } from '../../ports/store.ts'
import { projectScope } from '../projects/project.ts'
import { refreshes, refreshId } from '../refresh/refresh.ts'

/** What the last pass over the files of a project found: the files that match its path, and those that are no items. */
export const sourceFiles = z.object({
  matched: z.number(),
  chosen: z.number(),
  leftOut: z.array(
    z.object({
      reason: z.string(),
      extension: z.string().optional(),
      count: z.number(),
      examples: z.array(z.string()),
    }),
  ),
})
export type SourceFiles = z.output<typeof sourceFiles>

const refreshWithFiles = z.object({ files: sourceFiles.optional() })

/** Undefined until a pass has counted the files. */
export const readSourceFiles = async (store: Store, uid: string): Promise<SourceFiles | undefined> => {
  const stored = await store.read(refreshes.container, projectScope(uid), refreshId)
  return stored && refreshWithFiles.parse(stored.document).files
}

/** The files for a manifest, the largest groups first. */
export const describeSourceFiles = ({ matched, chosen, leftOut }: SourceFiles) => ({
  matched,
  chosen,
  leftOut: {
    count: leftOut.reduce((sum, { count }) => sum + count, 0),
    reasons: leftOut.toSorted((one, other) => other.count - one.count),
  },
})
