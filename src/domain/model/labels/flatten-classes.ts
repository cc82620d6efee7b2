import { classId, type ClassId } from '../../core/ids.ts'
import { DomainError } from '../../core/errors.ts'
import {
  checkDescriptions,
  checkGuidance,
  guidanceOf,
  withoutShortcut,
  type ClassGuidance,
} from './class-guidance.ts'
import { boundFormerPaths } from './former-paths.ts'
import { maxClassBytes, maxClassDepth, maxClasses, type ClassNode, type LabelClass } from './label-class.ts'

interface Wanted extends ClassGuidance {
  readonly id?: ClassId | undefined
  readonly path: string
}

const refused = (message: string): DomainError =>
  new DomainError('InvalidRequest', message, { target: 'labelClasses' })

const listOf = (nodes: readonly ClassNode[], parent: string, depth: number): readonly Wanted[] => {
  if (depth > maxClassDepth && nodes.length > 0)
    throw refused(
      `Classes may be nested at most ${maxClassDepth} levels deep; move the subclasses of '${parent}' up`,
    )
  return nodes.flatMap(({ id, name, classes, ...guidance }) => {
    const path = parent === '' ? name : `${parent}/${name}`
    return [{ ...guidance, id, path }, ...listOf(classes ?? [], path, depth + 1)]
  })
}

const firstRepeated = (all: readonly string[]): string | undefined => {
  const seen = new Set<string>()
  return all.find((one) => seen.size === seen.add(one).size)
}

const checkWanted = (wanted: readonly Wanted[], known: ReadonlyMap<string, LabelClass>): void => {
  const path = firstRepeated(wanted.map((one) => one.path))
  if (path !== undefined)
    throw refused(
      `The class '${path}' appears twice, where names that look the same are equal; give each class a unique name`,
    )
  const ids = wanted.flatMap(({ id }) => id ?? [])
  const twice = firstRepeated(ids)
  if (twice !== undefined) throw refused(`The id '${twice}' appears twice; name each class once`)
  const unknown = ids.find((id) => !known.has(id))
  if (unknown !== undefined)
    throw refused(
      `The project has no class with the id '${unknown}'; read the project for its ids, and leave the id of a new class out`,
    )
}

/** Renames a path with the nearest class above it that the request renames by its id. */
const follow = (path: string, renamed: ReadonlyMap<string, string>): string => {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const parent = renamed.get(path.slice(0, end))
    if (parent !== undefined) return parent + path.slice(end)
  }
  return path
}

/** The classes that the request does not name by their ids, under the paths to which they follow their parents. */
const othersOf = (
  present: readonly LabelClass[],
  wanted: readonly Wanted[],
): ReadonlyMap<ClassId, string> => {
  const pathOf = new Map(wanted.flatMap(({ id, path }) => (id === undefined ? [] : [[id, path] as const])))
  const renamed = new Map(
    present.flatMap(({ id, path }) => {
      const to = pathOf.get(id)
      return to === undefined ? [] : [[path, to] as const]
    }),
  )
  return new Map(
    present.filter(({ id }) => !pathOf.has(id)).map(({ id, path }) => [id, follow(path, renamed)]),
  )
}

const withPath = ({ id, path: before, formerPaths = [] }: LabelClass, path: string): LabelClass => ({
  id,
  path,
  formerPaths: before === path ? formerPaths : [before, ...formerPaths],
})

const checkPaths = (all: readonly LabelClass[]): void => {
  const path = firstRepeated(all.map((one) => one.path))
  if (path === undefined) return
  const { id } = all.findLast((one) => one.path === path) ?? {}
  throw refused(
    `'${path}' is the name of the withdrawn class ${id}, whose labels keep it; choose another name, or send ${id} with a new name`,
  )
}

/** Ids are never used twice: classes are withdrawn, not deleted. */
const nextNumber = (present: readonly LabelClass[]): number =>
  present.reduce((next, { id }) => Math.max(next, Number(id.slice(1)) + 1), 0)

/**
 * Converts a tree to the flat list, in the order of the tree. A class is matched by its id, else by its path: it keeps its
 * id and takes the path in the tree, and its subclasses follow. A class that matches none gets the next number. A class
 * that is not in the tree is withdrawn, and comes after the others.
 * @param present The classes that the project has, including withdrawn ones.
 * @throws DomainError `InvalidRequest` if two classes have the same path or id, if the path is that of a withdrawn class,
 * for an unknown id, for a shortcut that two classes have, and for too many levels, classes or bytes
 */
export const flattenClasses = (
  tree: readonly ClassNode[],
  present: readonly LabelClass[] = [],
): LabelClass[] => {
  const wanted = listOf(tree, '', 1)
  const tooMany = `A project has at most ${maxClasses} classes, including withdrawn ones; give fewer`
  if (wanted.length > maxClasses) throw refused(tooMany)
  const known = new Map<string, LabelClass>(present.map((one) => [one.id, one]))
  checkWanted(wanted, known)
  checkGuidance(wanted)
  const others = othersOf(present, wanted)
  const byPath = new Map<string, ClassId>()
  for (const [id, path] of others) {
    const form = path.normalize('NFC')
    if (!byPath.has(form) || form === path) byPath.set(form, id)
  }
  let next = nextNumber(present)
  const chosen = wanted.map(({ id, path, ...guidance }): LabelClass => {
    const match = known.get(id ?? byPath.get(path) ?? '')
    if (match) return { ...withPath(match, path), ...guidanceOf(guidance) }
    next += 1
    return { id: classId.parse(`c${next - 1}`), path, ...guidanceOf(guidance) }
  })
  const taken = new Set(chosen.map(({ id }) => id))
  const withdrawn = present
    .filter(({ id }) => !taken.has(id))
    .map((one): LabelClass => ({
      ...withPath(one, others.get(one.id) ?? one.path),
      ...guidanceOf(withoutShortcut(one)),
      withdrawn: true,
    }))
  const all = [...chosen, ...withdrawn]
  if (all.length > maxClasses) throw refused(tooMany)
  checkPaths(all)
  if (all.reduce((sum, { path }) => sum + Buffer.byteLength(path), 0) > maxClassBytes)
    throw refused(`The paths of all classes together have at most ${maxClassBytes} bytes; use shorter names`)
  checkDescriptions(all)
  return boundFormerPaths(all)
}
