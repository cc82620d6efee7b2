import { z } from 'zod'
import { classId } from '../../core/ids.ts'

/**
 * One class of a project, flat: `path` is the names from the root, joined by `/` (`Animal/Cat`). Every level can be chosen.
 * A class that is taken out of the project is withdrawn, not deleted: labels that carry it keep their meaning.
 */
export const labelClass = z.object({
  id: classId,
  path: z.string(),
  color: z.string().optional(),
  withdrawn: z.literal(true).optional(),
})

export type LabelClass = z.output<typeof labelClass>

/** What callers give and get: a tree. */
export interface ClassNode {
  readonly name: string
  readonly color?: string | undefined
  readonly classes?: readonly ClassNode[] | undefined
}

export const maxClassDepth = 6
export const maxClasses = 1000
/** Of all paths together, in UTF-8: projects, and plans of exports, hold them in one document. */
export const maxClassBytes = 400_000
