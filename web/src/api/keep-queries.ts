import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { deviceStore } from '../core/browser-store.ts'

/** What a screen needs before it can show work that is on this device. */
const keptNames = new Set<unknown>(['me', 'projects', 'project'])
const mostKept = 30

const isKey = (value: unknown): value is QueryKey => Array.isArray(value)

type Kept = readonly (readonly [key: QueryKey, data: unknown])[]

const read = (name: string): Kept => {
  const stored = deviceStore.readJson(name)
  if (!Array.isArray(stored)) return []
  return stored.flatMap((entry: unknown) =>
    Array.isArray(entry) && isKey(entry[0]) ? [[entry[0], entry[1]] as const] : [],
  )
}

const nameOf = (user: string): string => `etiquette.kept.${user}`
let end: (() => void) | undefined

/** Who signs out leaves no copy of a project on the device. */
export const forgetQueries = (user: string): void => {
  end?.()
  deviceStore.remove(nameOf(user))
}

/**
 * Keeps the person, their projects and the settings of these in the browser, so that a reload without a network shows the
 * label screen. What is kept counts as old: it is read again at once.
 */
export const keepQueries = (queries: QueryClient, user: string): void => {
  const name = nameOf(user)
  for (const [queryKey, data] of read(name)) {
    queries.setQueryData(queryKey, data, { updatedAt: 1 })
    queries.invalidateQueries({ queryKey, exact: true, refetchType: 'none' }).catch(() => undefined)
  }
  end = queries.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return
    const queryKey: unknown = event.query.queryKey
    if (!isKey(queryKey) || !keptNames.has(queryKey[0])) return
    const others = read(name).filter(([key]) => JSON.stringify(key) !== JSON.stringify(queryKey))
    const kept: Kept = [[queryKey, event.query.state.data], ...others]
    deviceStore.write(name, JSON.stringify(kept.slice(0, mostKept)))
  })
}
