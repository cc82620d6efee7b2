import type { ExportPart, PartEnd, PartStart } from '../model/exports/export-part.ts'
import type { ExportPlan } from '../model/exports/export.ts'
import { splitOf, type SplitName } from '../model/exports/split-of.ts'
import type { Task } from '../tasks/task.ts'
import type { RowSink } from './layouts/layout.ts'
import type { Removals } from './removals.ts'
import type { SizedItem } from './size-items.ts'

type Counts = Record<string, number>
type PartCounts = Pick<
  ExportPart,
  'seen' | 'states' | 'classes' | 'splits' | 'leftOut' | 'removed' | 'problems' | 'unsaid'
>

const count = (counts: Counts, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1
}

/**
 * Converts the items of a part to rows and counts them. Numbers of rows and annotations continue those of the part
 * before.
 */
export const createPartWriter = (
  plan: ExportPlan,
  task: Task,
  { sink, removals }: { readonly sink: RowSink; readonly removals: Removals },
  start: PartStart,
): {
  add(sized: SizedItem): void
  end(): PartCounts & Pick<PartEnd, 'rows' | 'annotations'>
} => {
  const counts = {
    seen: 0,
    states: {} as Counts,
    classes: {} as Counts,
    splits: {} as Counts,
    leftOut: {} as Counts,
    removed: 0,
    problems: 0,
    unsaid: {} as Counts,
  }
  let { rows, annotations } = start
  /** Unique without coordination: segment `s` of `n` uses the ids s + 1, s + 1 + n, s + 1 + 2n, … */
  const idOf = (index: number): number => index * plan.segments + start.segment + 1
  const annotation = (): number => {
    annotations += 1
    return idOf(annotations - 1)
  }
  const countUnsupported = (reason: string): void => {
    count(counts.unsaid, reason)
  }
  return {
    add: ({ item, selected, width, height }) => {
      counts.seen += 1
      if (selected.kind !== 'Row') {
        count(counts.leftOut, selected.kind)
        if ('removed' in selected && selected.removed) {
          counts.removed += 1
          removals.add(item)
        }
        return
      }
      const split: SplitName | undefined = plan.split && splitOf(item.id, plan.split)
      const { decided, state } = selected
      const regions = decided?.type === 'Label' ? task.regionsOf(decided.label) : undefined
      const known = { item, decided, regions, state, width, height }
      sink.add({ ...known, id: idOf(rows), annotation, countUnsupported }, split)
      rows += 1
      count(counts.states, state)
      if (split) count(counts.splits, split)
      for (const id of new Set(regions?.map((region) => region.class))) count(counts.classes, id)
      if (item.problem !== undefined) counts.problems += 1
    },
    end: () => ({ ...counts, rows, annotations }),
  }
}
