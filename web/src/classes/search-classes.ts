import { fold } from '../core/fold.ts'
import type { ListedClass } from './class-list.ts'

/** Lower is better; undefined if a word of the query is not in the path. */
const rankOf = (path: string, name: string, words: readonly string[]): number | undefined => {
  if (!words.every((word) => path.includes(word))) return undefined
  const [first = ''] = words
  if (name === words.join(' ')) return 0
  if (name.startsWith(first)) return 1
  if (name.includes(first)) return 2
  return 3
}

export type ClassSearch = (query: string, recent: readonly string[]) => readonly ListedClass[]

/** Searches in thousands of classes at each key: what does not change between keys is made once. */
export const createClassSearch = (classes: readonly ListedClass[]): ClassSearch => {
  const folded = classes.map((one) => ({ one, path: fold(one.path), name: fold(one.name) }))
  return (query, recent) => {
    const words = fold(query)
      .split(/\s+/u)
      .filter((word) => word !== '')
    const order = new Map(recent.map((path, index) => [path, index]))
    const recency = (path: string): number => order.get(path) ?? recent.length
    return folded
      .flatMap(({ one, path, name }) => {
        const rank = rankOf(path, name, words)
        return rank === undefined ? [] : [{ one, rank: words.length === 0 ? 0 : rank }]
      })
      .toSorted((a, b) => a.rank - b.rank || recency(a.one.path) - recency(b.one.path))
      .map(({ one }) => one)
  }
}
