import { useSyncExternalStore } from 'react'
import { deviceStore } from '../core/browser-store.ts'
import { parsePreferences, type Preferences } from './preferences.ts'

const name = 'etiquette.preferences'
const listeners = new Set<() => void>()

const read = (): Preferences => parsePreferences(deviceStore.read(name))

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
  deviceStore.write(name, JSON.stringify(current))
  announce()
}

export const subscribePreferences = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const usePreferences = (): Preferences => useSyncExternalStore(subscribePreferences, getPreferences)
