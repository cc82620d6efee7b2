import { z } from 'zod'
import { openInDocument } from '../../core/open-in-document.ts'
import { classId, itemId, type ClassId } from '../../core/ids.ts'
import { guidanceOf, maxDescriptionLength, maxExamples } from './class-guidance.ts'
import { maxClasses, type ClassNode, type LabelClass } from './label-class.ts'

/**
 * Excludes `/` (joins levels), `;` (joins labels in CSV), a first character that starts a spreadsheet formula, and
 * control characters. Names that look the same are equal: they are converted to NFC first.
 */
const className = z
  .string()
  .normalize('NFC')
  .min(1)
  .max(256)
  .regex(
    // Without look-around and `\p`, so that the pattern means the same in the languages of clients.
    // oxlint-disable-next-line no-control-regex
    /^[^=+\-@\s/;\x00-\x1f\x7f-\x9f]([^/;\x00-\x1f\x7f-\x9f]*[^\s/;\x00-\x1f\x7f-\x9f])?$/,
    'must not contain "/", ";" or control characters, begin with = + - @, or begin or end with a space',
  )
  .meta({ description: 'The name, unique in its level', example: 'Cat' })

/** The tree of label classes in the API. `flattenClasses` checks the limit of six levels. */
export const classNode: z.ZodType<ClassNode> = openInDocument(
  z.strictObject({
    id: classId.optional().meta({
      description:
        'The id of the class, which never changes. In a request, an id with another name, or in another place of the tree, renames the class: it keeps its id, its labels and its number in COCO exports. Without an id the path names the class. New classes have no id.',
    }),
    name: className,
    color: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, 'must be a color like #1f77b4')
      .optional()
      .meta({ description: 'A color for labelers, as `#` and six hexadecimal digits', example: '#1f77b4' }),
    description: z
      .string()
      .min(1)
      .max(maxDescriptionLength)
      .optional()
      .meta({
        description: `When to choose the class, in plain text, at most ${maxDescriptionLength} characters`,
        example: 'The whole animal, or its head',
      }),
    shortcut: z
      .string()
      .regex(/^[a-z0-9]$/, 'must be one letter a to z, or one digit')
      .optional()
      .meta({
        description: 'The key that chooses the class: one letter a to z or one digit, unique in the project',
        example: 'c',
      }),
    examples: z
      .array(itemId)
      .max(maxExamples)
      .optional()
      .meta({
        description: `Items of the project that show the class, at most ${maxExamples}. Labelers can read their content. A new project has no items yet: add examples once it is Running.`,
      }),
    get classes() {
      return z
        .array(classNode)
        .max(maxClasses)
        .optional()
        .meta({ description: 'The classes one level below' })
    },
  }),
).meta({
  id: 'LabelClass',
  description: 'A class with its subclasses. Classes of every level can be chosen.',
})

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** Converts the flat list to the tree, in its order and without withdrawn classes. */
export const treeOf = (classes: readonly LabelClass[]): ClassNode[] => {
  const byParent = Map.groupBy(
    classes.filter(({ withdrawn }) => !withdrawn),
    ({ path }) => parentOf(path),
  )
  const childrenOf = (parent: string): ClassNode[] =>
    (byParent.get(parent) ?? []).map(({ id, path, ...guidance }) => {
      const children = childrenOf(path)
      return {
        id,
        name: path.slice(path.lastIndexOf('/') + 1),
        ...guidanceOf(guidance),
        ...(children.length > 0 ? { classes: children } : {}),
      }
    })
  return childrenOf('')
}

/** The paths of all classes by id, including withdrawn ones, so that old labels stay readable. */
export const classNames = (classes: readonly LabelClass[]): ReadonlyMap<string, string> =>
  new Map(classes.map(({ id, path }) => [id, path]))

/** Returns the class that a path names: the one that has it, or else the one that had it before it was renamed. */
export type FindClass = (path: string) => ClassId | undefined

/** Finds classes by path, including withdrawn ones. Paths that look the same are equal. */
export const createClassFinder = (classes: readonly LabelClass[]): FindClass => {
  const byPath = new Map<string, ClassId>()
  for (const { id, formerPaths = [] } of classes) for (const path of formerPaths) byPath.set(path, id)
  for (const { id, path } of classes) byPath.set(path.normalize('NFC'), id)
  // The path as it is stored comes last: two paths of an earlier version may differ in their form only.
  for (const { id, path } of classes) byPath.set(path, id)
  return (path) => byPath.get(path) ?? byPath.get(path.normalize('NFC'))
}

/** The classes that can be chosen. */
export const choosableClasses = (classes: readonly LabelClass[]): readonly LabelClass[] =>
  classes.filter(({ withdrawn }) => !withdrawn)
