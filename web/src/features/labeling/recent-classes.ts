const most = 12

const nameOf = (project: string): string => `etiquette.recent-classes.${project}`

/** The classes that the person found last in this browser, newest first. */
export const readRecentClasses = (project: string): readonly string[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(nameOf(project)) ?? '[]')
    return Array.isArray(stored) ? stored.filter((one): one is string => typeof one === 'string') : []
  } catch {
    return []
  }
}

export const rememberClass = (project: string, path: string): void => {
  const recent = [path, ...readRecentClasses(project).filter((one) => one !== path)].slice(0, most)
  try {
    localStorage.setItem(nameOf(project), JSON.stringify(recent))
  } catch {
    // A browser may refuse its storage; the order is then that of the project.
  }
}
