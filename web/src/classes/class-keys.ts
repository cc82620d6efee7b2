import type { Key } from '../commands/key-of.ts'
import type { ListedClass } from './class-list.ts'

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0']
const ladder: readonly Key[] = ['', 'Shift+', 'Alt+Shift+'].flatMap((above) =>
  digits.map((digit) => `${above}${digit}`),
)

/**
 * The keys of classes: first those that the lead has chosen, then ten digits, with Shift and with Alt and Shift. A key of a
 * command stays with the command.
 */
export const classKeys = (
  classes: readonly ListedClass[],
  isTaken: (key: Key) => boolean,
): ReadonlyMap<string, Key> => {
  const keys = new Map<string, Key>()
  const used = new Set<Key>()
  for (const { path, shortcut } of classes) {
    if (shortcut === undefined || isTaken(shortcut) || used.has(shortcut)) continue
    used.add(shortcut)
    keys.set(path, shortcut)
  }
  const free = ladder.filter((key) => !used.has(key) && !isTaken(key))
  const others = classes.filter(({ path }) => !keys.has(path))
  for (const [index, { path }] of others.slice(0, free.length).entries()) {
    const key = free[index]
    if (key !== undefined) keys.set(path, key)
  }
  return keys
}
