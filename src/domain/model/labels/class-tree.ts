import { z } from 'zod'
import { classId, type ClassId } from '../../core/ids.ts'
import { DomainError } from '../../core/errors.ts'
import { maxClassBytes, maxClassDepth, maxClasses, type ClassNode, type LabelClass } from './label-class.ts'

/**
 * Excludes `/` (joins levels), `;` (joins labels in CSV), a first character that starts a spreadsheet formula, and
 * control characters.
 */
const className = z
  .string()
  .min(1)
  .max(256)
  .regex(
    /^(?![=+\-@\s])[^/;\p{Cc}]+(?<!\s)$/u,
    'must not contain "/", ";" or control characters, begin with = + - @, or begin or end with a space',
  )

/** The tree of label classes in the API. `flattenClasses` checks the limit of six levels. */
export const classNode: z.ZodType<ClassNode, ClassNode> = z
  .strictObject({
    name: className,
    color: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, 'must be a color like #1f77b4')
      .optional(),
    get classes() {
      return z.array(classNode).max(maxClasses).optional()
    },
  })
  .meta({
    id: 'LabelClass',
    description: 'A class with its subclasses. Classes of every level can be chosen.',
  })

const pathsOf = (
  nodes: readonly ClassNode[],
  parent: string,
  depth: number,
): readonly { readonly path: string; readonly color?: string | undefined }[] => {
  if (depth > maxClassDepth && nodes.length > 0)
    throw new DomainError(
      'InvalidRequest',
      `Classes may be nested at most ${maxClassDepth} levels deep; move the subclasses of '${parent}' up`,
      {
        target: 'labelClasses',
      },
    )
  return nodes.flatMap(({ name, color, classes }) => {
    const path = parent === '' ? name : `${parent}/${name}`
    return [{ path, color }, ...pathsOf(classes ?? [], path, depth + 1)]
  })
}

const tooMany = (): DomainError =>
  new DomainError(
    'InvalidRequest',
    `A project has at most ${maxClasses} classes, including withdrawn ones; give fewer`,
    {
      target: 'labelClasses',
    },
  )

const tooLong = (): DomainError =>
  new DomainError(
    'InvalidRequest',
    `The paths of all classes together have at most ${maxClassBytes} bytes; use shorter names`,
    { target: 'labelClasses' },
  )

/**
 * Converts a tree to the flat list. A class whose path the project has already keeps its id, a new class gets the next
 * number, and a class that is not in the tree is withdrawn.
 * @param present The classes that the project has, including withdrawn ones.
 * @throws DomainError `InvalidRequest` if two classes have the same path, or for too many levels, classes or bytes
 */
export const flattenClasses = (
  tree: readonly ClassNode[],
  present: readonly LabelClass[] = [],
): LabelClass[] => {
  const wanted = pathsOf(tree, '', 1)
  // Checked first, because the search for duplicates is quadratic.
  if (wanted.length > maxClasses) throw tooMany()
  const byPath = new Map(wanted.map((one) => [one.path, one]))
  if (byPath.size < wanted.length) {
    const twice = wanted.find(({ path }, index) => wanted.findIndex((other) => other.path === path) < index)
    throw new DomainError(
      'InvalidRequest',
      `The class '${twice?.path}' appears twice; give each class a unique name`,
      {
        target: 'labelClasses',
      },
    )
  }
  const kept = present.map(({ id, path, color }): LabelClass => {
    const one = byPath.get(path)
    if (!one) return { id, path, ...(color === undefined ? {} : { color }), withdrawn: true }
    return { id, path, ...(one.color === undefined ? {} : { color: one.color }) }
  })
  const known = new Set(present.map(({ path }) => path))
  const added = wanted
    .filter(({ path }) => !known.has(path))
    .map(({ path, color }, index): LabelClass => ({
      id: classId.parse(`c${present.length + index}`),
      path,
      ...(color === undefined ? {} : { color }),
    }))
  const all = [...kept, ...added]
  if (all.length > maxClasses) throw tooMany()
  if (all.reduce((sum, { path }) => sum + Buffer.byteLength(path), 0) > maxClassBytes) throw tooLong()
  return all
}

/** Converts the flat list to the tree, without withdrawn classes. */
export const treeOf = (classes: readonly LabelClass[]): ClassNode[] => {
  const inTree = classes.filter(({ withdrawn }) => !withdrawn)
  const childrenOf = (parent: string): ClassNode[] =>
    inTree
      .filter(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) === parent)
      .map(({ path, color }) => {
        const children = childrenOf(path)
        return {
          name: path.slice(path.lastIndexOf('/') + 1),
          ...(color === undefined ? {} : { color }),
          ...(children.length > 0 ? { classes: children } : {}),
        }
      })
  return childrenOf('')
}

/** The paths of all classes by id, including withdrawn ones, so that old labels stay readable. */
export const classNames = (classes: readonly LabelClass[]): ReadonlyMap<string, string> =>
  new Map(classes.map(({ id, path }) => [id, path]))

/** The ids of all classes that can be chosen, by path. */
export const choosableClasses = (classes: readonly LabelClass[]): ReadonlyMap<string, ClassId> =>
  new Map(classes.filter(({ withdrawn }) => !withdrawn).map(({ id, path }) => [path, id]))
