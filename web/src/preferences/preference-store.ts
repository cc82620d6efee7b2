import { useSyncExternalStore } from 'react'
import { defaultPreferences, parsePreferences, type Preferences } from './preferences.ts'

const name = 'etiquette.preferences'
const listeners = new Set<() => void>()

const read = (): Preferences => {
  try {
    return parsePreferences(localStorage.getItem(name))
  } catch {
    // A browser may refuse its storage; the choices then last as long as the tab.
    return defaultPreferences
  }
}

let current = read()
const announce = (): void => {
  for (const listener of listeners) listener()
}

/** Another tab has changed its choices. */
globalThis.addEventListener?.('storage', (event) => {
  if (event.key !== name) return
  current = read()
  announce()
})

export const getPreferences = (): Preferences => current

export const changePreferences = (change: Partial<Preferences>): void => {
  current = { ...current, ...change }
  try {
    localStorage.setItem(name, JSON.stringify(current))
  } catch {
    // Kept in this tab.
  }
  announce()
}

export const subscribePreferences = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const usePreferences = (): Preferences => useSyncExternalStore(subscribePreferences, getPreferences)
