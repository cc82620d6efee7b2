import type { Schemas } from '../api/client.ts'

type LabelClass = Schemas['LabelClass']
type Fields = Omit<LabelClass, 'classes'>

/** A tree by the keys of its classes: the id, or a key of its own for a class that the service has not seen. */
interface KeyedTree {
  readonly fields: ReadonlyMap<string, Fields>
  /** The key of the class above; `root` for the first level. */
  readonly above: ReadonlyMap<string, string>
  readonly below: ReadonlyMap<string, readonly string[]>
}

/** No id is empty. */
const root = ''

/** Begins with a slash, as no id does. */
export const pathOf = (above: string, { name }: Pick<Fields, 'name'>): string =>
  `${above}/${name.normalize('NFC')}`

/** @param keyOfNew The key of a class without an id, by its path */
const keyTree = (classes: readonly LabelClass[], keyOfNew: (path: string) => string): KeyedTree => {
  const [fields, above, below] = [
    new Map<string, Fields>(),
    new Map<string, string>(),
    new Map<string, readonly string[]>(),
  ]
  const add = (some: readonly LabelClass[], parent: string, start: string): void => {
    const keys = some.map(({ classes: inner = [], ...own }) => {
      const path = pathOf(start, own)
      const wanted = own.id ?? keyOfNew(path)
      // Of two new ones with one path the second is another class.
      const key = fields.has(wanted) ? `${path} ${fields.size}` : wanted
      fields.set(key, own)
      above.set(key, parent)
      add(inner, key, path)
      return key
    })
    below.set(parent, keys)
  }
  add(classes, root, '')
  return { fields, above, below }
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Both sides have changed the same to different values. */
class Collision extends Error {}

const mergeValue = <Value>(base: Value, mine: Value, theirs: Value): Value => {
  if (isSame(mine, base) || isSame(mine, theirs)) return theirs
  if (isSame(theirs, base)) return mine
  throw new Collision()
}

const mergeFields = (base: Fields, mine: Fields, theirs: Fields): Fields => {
  const optional = <Name extends keyof Fields>(name: Name): Pick<Fields, Name> | object => {
    const value = mergeValue(base[name], mine[name], theirs[name])
    return value === undefined ? {} : { [name]: value }
  }
  return {
    ...optional('id'),
    name: mergeValue(base.name, mine.name, theirs.name),
    ...optional('color'),
    ...optional('description'),
    ...optional('shortcut'),
    ...optional('examples'),
  }
}

/** The classes that remain, with what they are and the class above them. */
const mergeClasses = (
  base: KeyedTree,
  mine: KeyedTree,
  theirs: KeyedTree,
): ReadonlyMap<string, { readonly fields: Fields; readonly above: string }> => {
  const merged = new Map<string, { readonly fields: Fields; readonly above: string }>()
  for (const key of new Set([...theirs.fields.keys(), ...mine.fields.keys()])) {
    const [before, own, other] = [base, mine, theirs].map(({ fields, above }) => {
      const found = fields.get(key)
      return found && { fields: found, above: above.get(key) ?? root }
    })
    if (own && other) {
      if (!before) {
        // Both have added it, or mine has arrived already.
        const { id: _new, ...same } = other.fields
        if (!isSame(own, { ...other, fields: same })) throw new Collision()
        merged.set(key, other)
        continue
      }
      merged.set(key, {
        fields: mergeFields(before.fields, own.fields, other.fields),
        above: mergeValue(before.above, own.above, other.above),
      })
      continue
    }
    const left = own ?? other
    if (!left || (before && isSame(before, left))) continue
    // One side has removed what the other has changed.
    if (before) throw new Collision()
    merged.set(key, left)
  }
  return merged
}

/** Theirs in their order, or mine if only mine has another one; what only one side has follows what it followed there. */
const mergeOrder = (
  members: ReadonlySet<string>,
  [base, mine, theirs]: readonly (readonly string[])[],
): readonly string[] => {
  const shared = (keys: readonly string[] = []): readonly string[] =>
    keys.filter((key) => base?.includes(key) && mine?.includes(key) && theirs?.includes(key))
  const order = mergeValue(shared(base), shared(mine), shared(theirs))
  const [first = [], second = []] = isSame(order, shared(theirs)) ? [theirs, mine] : [mine, theirs]
  const merged = first.filter((key) => members.has(key))
  for (const [index, key] of second.entries()) {
    if (!members.has(key) || merged.includes(key)) continue
    const before = second.slice(0, index).findLast((other) => merged.includes(other))
    merged.splice(before === undefined ? 0 : merged.indexOf(before) + 1, 0, key)
  }
  return merged
}

const mergeKeyed = (base: KeyedTree, mine: KeyedTree, theirs: KeyedTree): LabelClass[] => {
  const merged = mergeClasses(base, mine, theirs)
  const members = Map.groupBy(merged.keys(), (key) => merged.get(key)?.above ?? root)
  let placed = 0
  const place = (parent: string): LabelClass[] => {
    const orders = [base, mine, theirs].map(({ below }) => below.get(parent) ?? [])
    return mergeOrder(new Set(members.get(parent)), orders).flatMap((key) => {
      const found = merged.get(key)
      if (!found) return []
      placed += 1
      const classes = place(key)
      return [{ ...found.fields, ...(classes.length === 0 ? {} : { classes }) }]
    })
  }
  const classes = place(root)
  // The class above was removed, or two were put below each other.
  if (placed !== merged.size) throw new Collision()
  return classes
}

/** The classes that have an id, by their paths. */
export const idsIn = (classes: readonly LabelClass[], above = ''): readonly (readonly [string, string])[] =>
  classes.flatMap((one) => {
    const path = pathOf(above, one)
    return [...(one.id === undefined ? [] : [[path, one.id] as const]), ...idsIn(one.classes ?? [], path)]
  })
const pathsIn = (classes: readonly LabelClass[], above = ''): readonly string[] =>
  classes.flatMap((one) => {
    const path = pathOf(above, one)
    return [path, ...pathsIn(one.classes ?? [], path)]
  })
const shortcutsIn = (classes: readonly LabelClass[]): readonly string[] =>
  classes.flatMap(({ shortcut, classes: below = [] }) => [
    ...(shortcut === undefined ? [] : [shortcut]),
    ...shortcutsIn(below),
  ])
const repeats = (texts: readonly string[]): number => texts.length - new Set(texts).size

/**
 * Both changes of a class tree in one, by the ids of the classes. Undefined where both have changed the same: a field, the
 * place or the order of classes; or where one has removed what the other has changed, or both gave one name or key twice.
 */
export const mergeClassTrees = (
  base: readonly LabelClass[],
  mine: readonly LabelClass[],
  theirs: readonly LabelClass[],
): LabelClass[] | undefined => {
  try {
    const before = keyTree(base, (path) => path)
    const other = keyTree(theirs, (path) => path)
    const added = new Map(idsIn(theirs).filter(([, id]) => !before.fields.has(id)))
    const own = keyTree(mine, (path) => added.get(path) ?? path)
    const merged = mergeKeyed(before, own, other)
    const isMoreOften = [pathsIn, shortcutsIn].some((textsIn) => {
      const most = Math.max(repeats(textsIn(mine)), repeats(textsIn(theirs)))
      return repeats(textsIn(merged)) > most
    })
    return isMoreOften ? undefined : merged
  } catch (error) {
    if (error instanceof Collision) return undefined
    throw error
  }
}
