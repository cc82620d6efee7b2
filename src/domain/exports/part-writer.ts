import { classesOf } from '../model/labels/label.ts'
import type { ExportPlan } from '../model/exports/export.ts'
import type { Format } from '../formats/format.ts'
import type { ExportPart, PartEnd, PartStart } from '../model/exports/export-part.ts'
import type { SizedItem } from './size-items.ts'
import { splitOf, splitsOf, type SplitName } from '../model/exports/split-of.ts'
import type { BlockWriter } from './stage-blocks.ts'

type Counts = Record<string, number>
type Note = Pick<ExportPart, 'seen' | 'states' | 'classes' | 'splits' | 'leftOut' | 'problems'>

const count = (counts: Counts, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1
}

/** Turns a part's items into rows and counts them. Rows and annotations are numbered on from the part before. */
export const createPartWriter = (
  plan: ExportPlan,
  format: Format,
  blocks: BlockWriter,
  start: PartStart,
): {
  add(sized: SizedItem): void
  end(): Note & Pick<PartEnd, 'rows' | 'annotations'>
} => {
  const note = {
    seen: 0,
    states: {} as Counts,
    classes: {} as Counts,
    splits: {} as Counts,
    leftOut: {} as Counts,
    problems: 0,
  }
  const splits = splitsOf(plan.split)
  let { rows, annotations } = start
  /** Unique without coordination: each segment numbers its own, interleaved with the others'. */
  const idOf = (index: number): number => index * plan.segments + start.segment + 1
  const annotation = (): number => {
    annotations += 1
    return idOf(annotations - 1)
  }
  return {
    add: ({ item, selected, width, height }) => {
      note.seen += 1
      if (selected.kind !== 'Row') {
        count(note.leftOut, selected.kind)
        return
      }
      const split: SplitName | undefined = plan.split && splitOf(item.id, plan.split)
      const file = splits.indexOf(split)
      const { answer, state } = selected
      format.write({ item, answer, state, id: idOf(rows), width, height, annotation }, (section, text) => {
        blocks.append(file, section, text)
      })
      rows += 1
      count(note.states, state)
      if (split) count(note.splits, split)
      if (answer?.type === 'Label') for (const id of classesOf(answer.label)) count(note.classes, id)
      if (item.problem !== undefined) note.problems += 1
    },
    end: () => ({ ...note, rows, annotations }),
  }
}
