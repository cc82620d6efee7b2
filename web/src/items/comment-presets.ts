const mostPresets = 12

const nameOf = (project: string): string => `etiquette.comments.${project}`

/** The comments of rejections that the person keeps for a project, in their order. */
export const readPresets = (project: string): readonly string[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(nameOf(project)) ?? '[]')
    return Array.isArray(stored) ? stored.filter((one): one is string => typeof one === 'string') : []
  } catch {
    return []
  }
}

/** The lines of a text as comments: each once, none of them empty. */
export const presetsIn = (text: string): readonly string[] =>
  [...new Set(text.split('\n').map((line) => line.trim()))]
    .filter((line) => line !== '')
    .slice(0, mostPresets)

export const storePresets = (project: string, presets: readonly string[]): void => {
  try {
    localStorage.setItem(nameOf(project), JSON.stringify(presets))
  } catch {
    // A browser may refuse its storage; the comments are then typed again.
  }
}
