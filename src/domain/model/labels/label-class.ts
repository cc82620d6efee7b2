import { z } from 'zod'
import { classId, type ClassId } from '../../core/ids.ts'
import { guidanceFields, type ClassGuidance } from './class-guidance.ts'

/**
 * One class of a project. `path` is the names from the root, joined by `/` (`Animal/Cat`); classes of every level can be
 * chosen. A class that is removed from the project is withdrawn, not deleted, so that its labels keep their meaning.
 */
export const labelClass = z.object({
  id: classId,
  path: z.string(),
  ...guidanceFields,
  withdrawn: z.literal(true).optional(),
  /** The paths before it was renamed, newest first, as far as no other class has them. Answers may use them. */
  formerPaths: z.array(z.string()).optional(),
})

export type LabelClass = z.output<typeof labelClass>

/** A class as exports have it: they do not tell labelers when to choose it. */
export const withoutGuidance = ({
  description: _description,
  shortcut: _shortcut,
  examples: _examples,
  ...one
}: LabelClass): LabelClass => one

const inOneForm = (path: string): string => path.normalize('NFC')

/**
 * The paths of earlier versions in the form of today, NFC. If two of them differ only in their form, all stay as they
 * are, because a path names one class.
 */
const normalizePaths = (classes: readonly LabelClass[]): LabelClass[] => {
  const paths = classes.map(({ path }) => inOneForm(path))
  const distinct = new Set(paths).size === classes.length
  return classes.map((one, index) => (distinct ? { ...one, path: paths[index] ?? one.path } : one))
}

/**
 * The classes of a project in the order in which they were written, each before its subclasses; then the withdrawn ones.
 */
export const storedClasses = z.array(labelClass).transform(normalizePaths)

/** A class in the API, with its subclasses. */
export interface ClassNode extends ClassGuidance {
  /** Absent for a new class, and in a request that names the class by its path. */
  readonly id?: ClassId | undefined
  readonly name: string
  readonly classes?: readonly ClassNode[] | undefined
}

export const maxClassDepth = 6
export const maxClasses = 1000
/** The most bytes of all paths in UTF-8: a project and the plan of an export have them in one document. */
export const maxClassBytes = 400_000
export const maxFormerPaths = 5
