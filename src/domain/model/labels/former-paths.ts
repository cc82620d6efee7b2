import { maxClassBytes, maxFormerPaths, type LabelClass } from './label-class.ts'

/**
 * Keeps the former paths that no class has now: the newest of each class first, at most 5 of a class, and together at most
 * as many bytes as all paths. So a path names one class, and the document stays small.
 */
export const boundFormerPaths = (classes: readonly LabelClass[]): LabelClass[] => {
  const current = new Set(classes.map(({ path }) => path.normalize('NFC')))
  const former = classes.map(({ formerPaths = [] }) =>
    [...new Set(formerPaths.map((path) => path.normalize('NFC')))].filter((path) => !current.has(path)),
  )
  const kept = classes.map((): string[] => [])
  let bytes = 0
  for (let age = 0; age < maxFormerPaths; age += 1)
    for (const [index, paths] of former.entries()) {
      const path = paths[age]
      if (path === undefined || bytes + Buffer.byteLength(path) > maxClassBytes) continue
      bytes += Buffer.byteLength(path)
      kept[index]?.push(path)
    }
  return classes.map(({ formerPaths: _all, ...one }, index) => {
    const formerPaths = kept[index] ?? []
    return formerPaths.length === 0 ? one : { ...one, formerPaths }
  })
}
