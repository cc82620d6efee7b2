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
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(nameOf(user, project)) ?? '[]')
      return Array.isArray(stored) ? stored.filter((one): one is string => typeof one === 'string') : []
    } catch {
      return []
    }
  }
  const store: KeptTexts['store'] = (user, project, texts) => {
    try {
      localStorage.setItem(nameOf(user, project), JSON.stringify(texts.slice(0, most)))
    } catch {
      // A browser may refuse its storage: these texts are a help, and are typed again.
    }
  }
  return {
    read,
    store,
    putFirst: (user, project, text) =>
      store(user, project, [text, ...read(user, project).filter((one) => one !== text)]),
  }
}
