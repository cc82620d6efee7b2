import type { Check, Evidence, Finding } from './evidence.ts'
import type { StoredItem } from './shapes.ts'

const bare = (etag: string): string => etag.replaceAll('"', '')

/** After the last refresh each file has one item that knows it, and each item without a file is marked. */
const fileProblems = ({ store, files }: Evidence, name: string): string[] => {
  const byPath = new Map<string, StoredItem[]>()
  for (const { project, items } of store.segments)
    if (project.id === name)
      for (const item of items) byPath.set(item.path, [...(byPath.get(item.path) ?? []), item])
  const there = new Map((files.projects[name] ?? []).map((file) => [file.path, file] as const))
  const say = (path: string, problem: string): string => `${name} ${path}: ${problem}`
  return [
    ...[...there.values()].flatMap(({ path, etag, width, height }) => {
      const [item, ...others] = byPath.get(path) ?? []
      if (!item) return [say(path, 'the file has no item')]
      if (others.length > 0) return [say(path, 'the file has several items')]
      if (item.missing === true) return [say(path, 'the item is marked as missing, and its file is there')]
      if (bare(item.file.etag) !== bare(etag))
        return [say(path, 'the item knows another version of the file')]
      const [itemWidth, itemHeight] = [item.width ?? 0, item.height ?? 0]
      return itemWidth === width && itemHeight === height
        ? []
        : [say(path, `the item says ${itemWidth} × ${itemHeight}, the file has ${width} × ${height}`)]
    }),
    ...[...byPath.values()]
      .flat()
      .filter(({ path, missing }) => !there.has(path) && missing !== true)
      .map(({ path }) => say(path, 'the file is gone, and its item is not marked')),
  ]
}

export const checkFiles: Check = (evidence) => [
  {
    rule: 'every file has one item, which knows it as it is',
    looked: Object.values(evidence.files.projects).flat().length,
    problems: Object.keys(evidence.files.projects).flatMap((name) => fileProblems(evidence, name)),
  } satisfies Finding,
]
