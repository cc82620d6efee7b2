import type { ExportRow } from '../formats/format.ts'
import type { ExportPart, PartEnd, PartStart } from '../model/exports/export-part.ts'
import type { ExportPlan } from '../model/exports/export.ts'
import { splitOf, type SplitName } from '../model/exports/split-of.ts'
import type { ItemDocument } from '../model/items/item.ts'
import type { Task } from '../tasks/task.ts'
import type { ImageFault } from './image-fault.ts'
import type { ItemLists } from './item-lists.ts'
import type { RowSink } from './layouts/layout.ts'
import type { Selected } from './select-item.ts'
import type { SizedItem } from './size-items.ts'

type Counts = Record<string, number>
type PartCounts = Pick<
  ExportPart,
  | 'seen'
  | 'states'
  | 'classes'
  | 'splits'
  | 'leftOut'
  | 'removed'
  | 'changed'
  | 'problems'
  | 'faults'
  | 'unsaid'
>

const count = (counts: Counts, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1
}

/** The reasons of the manifest that come from the item and not from the request, which alone can be most of a project. */
const listedReasons = new Map<Selected['kind'], string>([
  ['Missing', 'missing'],
  ['Removed', 'removed'],
  ['WithoutImage', 'withoutImage'],
])

/** A width without a height is no size. */
const sizeOf = ({ width, height }: ItemDocument): Pick<ExportRow, 'size'> =>
  width && height ? { size: { width, height } } : {}

/** A fault in the counts of a part: `Unreadable:Archived`, `Truncated`. */
const faultKey = ({ problem, reason }: ImageFault): string =>
  reason === undefined ? problem : `${problem}:${reason}`

/**
 * Converts the items of a part to rows and counts them. Numbers of rows and annotations continue those of the part
 * before.
 */
export const createPartWriter = (
  plan: ExportPlan,
  task: Task,
  { sink, lists }: { readonly sink: RowSink; readonly lists: ItemLists },
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
    changed: 0,
    problems: 0,
    faults: {} as Counts,
    unsaid: {} as Counts,
  }
  let { rows, annotations } = start
  /** Unique without coordination: segment `s` of `n` uses the ids s + 1, s + 1 + n, s + 1 + 2n, … */
  const idOf = (index: number): number => index * plan.segments + start.segment + 1
  const annotation = (): number => {
    annotations += 1
    return idOf(annotations - 1)
  }
  return {
    add: ({ item, selected, fault }) => {
      counts.seen += 1
      if (fault) {
        count(counts.faults, faultKey(fault))
        lists.addProblem(item, fault, selected.kind === 'Row')
      }
      if (selected.kind !== 'Row') {
        count(counts.leftOut, selected.kind)
        const reason = listedReasons.get(selected.kind)
        if (reason !== undefined) lists.addLeftOut(item, reason)
        if ('removed' in selected && selected.removed) {
          counts.removed += 1
          lists.addRemoval(item)
        }
        return
      }
      const split: SplitName | undefined = plan.split && splitOf(item.id, plan.split)
      const { decided, state } = selected
      const regions = decided?.type === 'Label' ? task.regionsOf(decided.label) : undefined
      const known = { item, decided, regions, state, ...sizeOf(item), problem: fault?.problem, part: split }
      const countUnsupported = (reason: string): void => {
        count(counts.unsaid, reason)
        lists.addUnsaid(item, reason)
      }
      sink.add({ ...known, id: idOf(rows), annotation, countUnsupported }, split)
      rows += 1
      count(counts.states, state)
      if (split) count(counts.splits, split)
      for (const id of new Set(regions?.map((region) => region.class))) count(counts.classes, id)
      if (fault) counts.problems += 1
      // The mark belongs to the present decision; one that it replaced is older than the file as well.
      if (item.changed && decided) {
        counts.changed += 1
        lists.addChanged(item)
      }
    },
    end: () => ({ ...counts, rows, annotations }),
  }
}
