/** What is looked up among what earlier answers told, when the request is sent. */
export type Kind =
  | 'answers'
  | 'class'
  | 'containerUrl'
  | 'credential'
  | 'dataset'
  | 'datastore'
  | 'duration'
  | 'export'
  | 'item'
  | 'page'
  | 'pattern'
  | 'seen'

export interface Known {
  readonly known: Kind
  /** Which one: the newest are 0, 1, … */
  readonly pick: number
}

/**
 * JSON as it is to be written, and not only what JSON.parse gives: members may repeat or be called `__proto__`, and a
 * leaf is its own text, such as `1e309`.
 */
export type Tree =
  | { readonly text: string }
  | { readonly items: readonly Tree[] }
  | { readonly members: readonly (readonly [string, Tree])[] }
  | Known

export const leaf = (value: string | number | boolean | null): Tree => ({ text: JSON.stringify(value) })

/** A plain value as a tree. */
export const treeOf = (value: unknown): Tree => {
  if (Array.isArray(value)) return { items: value.map(treeOf) }
  if (typeof value === 'object' && value !== null)
    return { members: Object.entries(value).map(([name, inner]) => [name, treeOf(inner)] as const) }
  return { text: JSON.stringify(value) ?? 'null' }
}

/** Everything in it that is looked up, looked up. */
export const fill = (tree: Tree, find: (known: Known) => unknown): Tree => {
  if ('known' in tree) return treeOf(find(tree))
  if ('items' in tree) return { items: tree.items.map((item) => fill(item, find)) }
  if ('members' in tree)
    return { members: tree.members.map(([name, inner]) => [name, fill(inner, find)] as const) }
  return tree
}

export const write = (tree: Tree): string => {
  if ('text' in tree) return tree.text
  if ('items' in tree) return `[${tree.items.map(write).join(',')}]`
  if ('members' in tree)
    return `{${tree.members.map(([name, inner]) => `${JSON.stringify(name)}:${write(inner)}`).join(',')}}`
  throw new Error(`A ${tree.known} was not looked up`)
}

export const countNodes = (tree: Tree): number => {
  if ('items' in tree) return tree.items.reduce((sum, item) => sum + countNodes(item), 1)
  if ('members' in tree) return tree.members.reduce((sum, [, inner]) => sum + countNodes(inner), 1)
  return 1
}

/** The same tree with its node number `at`, in the order of reading, changed. */
export const changeNode = (tree: Tree, at: number, change: (node: Tree) => Tree): Tree => {
  if (at === 0) return change(tree)
  let next = 1
  const below = (child: Tree): Tree => {
    const begin = next
    next += countNodes(child)
    return at >= begin && at < next ? changeNode(child, at - begin, change) : child
  }
  if ('items' in tree) return { items: tree.items.map(below) }
  if ('members' in tree)
    return { members: tree.members.map(([name, inner]) => [name, below(inner)] as const) }
  return tree
}
