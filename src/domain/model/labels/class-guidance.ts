import { z } from 'zod'
import { itemId, type ItemId } from '../../core/ids.ts'
import { DomainError } from '../../core/errors.ts'

export const maxDescriptionLength = 1000
export const maxExamples = 5
/** The most bytes of all descriptions in UTF-8: a project has them in its document, and every page shows them. */
export const maxDescriptionBytes = 200_000

/** The stored fields that tell labelers about a class. */
export const guidanceFields = {
  color: z.string().optional(),
  description: z.string().optional(),
  /** The key that chooses the class. A withdrawn class has none, so that another class can have it. */
  shortcut: z.string().optional(),
  examples: z.array(itemId).optional(),
}

/** What labelers are told about a class. */
export interface ClassGuidance {
  readonly color?: string | undefined
  readonly description?: string | undefined
  readonly shortcut?: string | undefined
  readonly examples?: readonly ItemId[] | undefined
}

/** The guidance that is given, without empty fields. */
export const guidanceOf = ({ color, description, shortcut, examples = [] }: ClassGuidance) => ({
  ...(color === undefined ? {} : { color }),
  ...(description === undefined ? {} : { description }),
  ...(shortcut === undefined ? {} : { shortcut }),
  ...(examples.length === 0 ? {} : { examples: [...examples] }),
})

/** The guidance of a class that is withdrawn. */
export const withoutShortcut = ({ shortcut: _free, ...others }: ClassGuidance): ClassGuidance => others

const refused = (message: string): DomainError =>
  new DomainError('InvalidRequest', message, { target: 'labelClasses' })

/** @throws DomainError `InvalidRequest` for a shortcut or an example that is given twice, and for too long descriptions */
export const checkGuidance = (classes: readonly (ClassGuidance & { readonly path: string })[]): void => {
  const paths = new Map<string, string>()
  for (const { path, shortcut, examples = [] } of classes) {
    const twice = examples.find((item, index) => examples.indexOf(item) < index)
    if (twice !== undefined)
      throw refused(`The class '${path}' has the example '${twice}' twice; name each item once`)
    if (shortcut === undefined) continue
    const other = paths.get(shortcut)
    if (other !== undefined)
      throw refused(
        `The classes '${other}' and '${path}' have the same shortcut '${shortcut}'; give one of them another key, or none`,
      )
    paths.set(shortcut, path)
  }
}

/** @throws DomainError `InvalidRequest` */
export const checkDescriptions = (classes: readonly ClassGuidance[]): void => {
  const bytes = classes.reduce((sum, { description = '' }) => sum + Buffer.byteLength(description), 0)
  if (bytes > maxDescriptionBytes)
    throw refused(
      `The descriptions of all classes, including withdrawn ones, together have at most ${maxDescriptionBytes} bytes, and these have ${bytes}; shorten them, or move text to the instructions`,
    )
}
