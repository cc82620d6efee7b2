import type { Evidence, ExportedLabels } from './evidence.ts'

/** What a reader knows after each export, who read the ones before it, too. */
interface Replay {
  readonly shown: ReadonlyMap<string, ExportedLabels>
  /** Exports whose `since` was not read before them. */
  readonly broken: readonly string[]
}

/** Reads the exports in the order in which they were collected: rows replace, removals delete. */
export const shownByExports = ({ history, exported }: Pick<Evidence, 'history' | 'exported'>): Replay => {
  const shown = new Map<string, ExportedLabels>()
  const broken: string[] = []
  for (const { id, since } of history.exports) {
    const read = exported.get(id)
    if (!read) continue
    const before = since === undefined ? new Map<string, readonly string[]>() : shown.get(since)
    if (!before) broken.push(`The export ${id} tells what changed since ${since}, which is not there`)
    const known = new Map([...(before ?? []), ...read.rows])
    for (const path of read.removed) known.delete(path)
    shown.set(id, known)
  }
  return { shown, broken }
}
