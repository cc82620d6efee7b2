/** Forms in which file systems compare names: Windows without case, macOS also without normalization. */
const forms: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => path.toUpperCase(),
  (path) => path.toLowerCase(),
  (path) => path.normalize('NFC').toLowerCase().normalize('NFC'),
  (path) => path.normalize('NFD').toUpperCase().normalize('NFD'),
  (path) => path.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC'),
  (path) => path.normalize('NFKC').toLowerCase().toUpperCase().normalize('NFKD'),
  (path) =>
    path
      .replaceAll(/\u200c|\u200d|\ufe0e|\ufe0f/g, '')
      .normalize('NFD')
      .toLowerCase(),
  // Windows drops dots and spaces at the end of a name.
  (path) => path.toLowerCase().replaceAll(/[. ]+(?=\/|$)/g, ''),
]

/** The paths that are the file or the folder of another path, on some file system. */
export const collisionsIn = (paths: readonly string[]): readonly string[] =>
  forms.flatMap((form) => {
    const formed = paths.map(form)
    const files = new Set<string>()
    const repeated = paths.filter((_, index) => files.size === files.add(formed[index] ?? '').size)
    const inFiles = paths.filter((_, index) => {
      const parts = formed[index]?.split('/') ?? []
      return parts.some((__, end) => end > 0 && files.has(parts.slice(0, end).join('/')))
    })
    return [...repeated, ...inFiles]
  })
