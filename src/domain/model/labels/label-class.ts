import { z } from 'zod'
import { classId } from '../../core/ids.ts'

/**
 * One class of a project. `path` is the names from the root, joined by `/` (`Animal/Cat`); classes of every level can be
 * chosen. A class that is removed from the project is withdrawn, not deleted, so that its labels keep their meaning.
 */
export const labelClass = z.object({
  id: classId,
  path: z.string(),
  color: z.string().optional(),
  withdrawn: z.literal(true).optional(),
})

export type LabelClass = z.output<typeof labelClass>

/** A class in the API, with its subclasses. */
export interface ClassNode {
  readonly name: string
  readonly color?: string | undefined
  readonly classes?: readonly ClassNode[] | undefined
}

export const maxClassDepth = 6
export const maxClasses = 1000
/** The most bytes of all paths in UTF-8: a project and the plan of an export have them in one document. */
export const maxClassBytes = 400_000
