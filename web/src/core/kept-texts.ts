import { deviceStore } from './browser-store.ts'

/** Short texts that a browser keeps for a person in a project: another person on it, and another project, have their own. */
export interface KeptTexts {
  readonly read: (user: string, project: string) => readonly string[]
  readonly store: (user: string, project: string, texts: readonly string[]) => void
  /** Stores one more, as the first. */
  readonly putFirst: (user: string, project: string, text: string) => void
}

export const createKeptTexts = (kind: string, most: number): KeptTexts => {
  const nameOf = (user: string, project: string): string => `etiquette.${kind}.${user}.${project}`
  const read: KeptTexts['read'] = (user, project) => {
    const stored = deviceStore.readJson(nameOf(user, project))
    return Array.isArray(stored) ? stored.filter((one): one is string => typeof one === 'string') : []
  }
  const store: KeptTexts['store'] = (user, project, texts) => {
    deviceStore.write(nameOf(user, project), JSON.stringify(texts.slice(0, most)))
  }
  return {
    read,
    store,
    putFirst: (user, project, text) =>
      store(user, project, [text, ...read(user, project).filter((one) => one !== text)]),
  }
}
