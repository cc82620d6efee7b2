import { z } from 'zod'
import { classId, type ClassId } from '../../core/ids.ts'
import { DomainError } from '../../core/errors.ts'
import { maxClassBytes, maxClassDepth, maxClasses, type ClassNode, type LabelClass } from './label-class.ts'

/** No `/` (it joins levels), no `;` (it joins labels in CSV), nothing that a spreadsheet takes for a formula, no controls. */
const className = z
  .string()
  .min(1)
  .max(256)
  .regex(
    /^(?![=+\-@\s])[^/;\p{Cc}]+(?<!\s)$/u,
    'must not contain "/", ";" or control characters, begin with = + - @, or begin or end with a space',
  )

/** The tree of label classes as callers give and get it; at most six levels, checked by `flattenClasses`. */
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
  .meta({ id: 'LabelClass', description: 'A class, with its subclasses; every level can be chosen' })

const pathsOf = (
  nodes: readonly ClassNode[],
  parent: string,
  depth: number,
): readonly { readonly path: string; readonly color?: string | undefined }[] => {
  if (depth > maxClassDepth && nodes.length > 0)
    throw new DomainError(
      'InvalidRequest',
      `Classes may be nested ${maxClassDepth} levels deep; '${parent}' goes deeper`,
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
  new DomainError('InvalidRequest', `A project has at most ${maxClasses} classes, withdrawn ones included`, {
    target: 'labelClasses',
  })

const tooLong = (): DomainError =>
  new DomainError(
    'InvalidRequest',
    `The paths of all classes together have at most ${maxClassBytes} bytes; give shorter names`,
    { target: 'labelClasses' },
  )

/**
 * The flat list for a tree, given the classes that the project has already: a class keeps its id by its path, a new one
 * gets the next number, one that is no longer in the tree is withdrawn.
 * @throws DomainError `InvalidRequest` two classes of one path, too deep, too many, too long together
 */
export const flattenClasses = (
  tree: readonly ClassNode[],
  present: readonly LabelClass[] = [],
): LabelClass[] => {
  const wanted = pathsOf(tree, '', 1)
  // Before they are compared with each other.
  if (wanted.length > maxClasses) throw tooMany()
  const byPath = new Map(wanted.map((one) => [one.path, one]))
  if (byPath.size < wanted.length) {
    const twice = wanted.find(({ path }, index) => wanted.findIndex((other) => other.path === path) < index)
    throw new DomainError(
      'InvalidRequest',
      `The class '${twice?.path}' is there twice; give each a name of its own`,
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

/** The tree for the flat list, without what is withdrawn. */
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

/** Names of classes by id, withdrawn ones too: what a label meant stays readable. */
export const classNames = (classes: readonly LabelClass[]): ReadonlyMap<string, string> =>
  new Map(classes.map(({ id, path }) => [id, path]))

/** Ids of the classes that can be chosen, by path. */
export const choosableClasses = (classes: readonly LabelClass[]): ReadonlyMap<string, ClassId> =>
  new Map(classes.filter(({ withdrawn }) => !withdrawn).map(({ id, path }) => [path, id]))
