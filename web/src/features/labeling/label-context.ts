import { createContext, use } from 'react'
import type { ListedClass } from '../../classes/class-list.ts'
import type { Bench } from '../../outbox/bench.ts'
import type { TaskEditor } from '../../tasks/task-editor.ts'
import type { HeardStore } from './heard-store.ts'
import type { LabelActions } from './label-actions.ts'
import type { Selection } from './selection.ts'

/** What the parts of the label screen share. All of it lives beside React and stays the same object. */
export interface Labeling {
  readonly project: string
  readonly bench: Bench
  readonly selection: Selection
  readonly actions: LabelActions
  readonly editor: TaskEditor
  readonly heard: HeardStore
  /** Items whose picture cannot be shown. */
  readonly hidden: Set<string>
  readonly classes: readonly ListedClass[]
  readonly classAt: ReadonlyMap<string, ListedClass>
}

const LabelingContext = createContext<Labeling | undefined>(undefined)
export const LabelingProvider = LabelingContext.Provider

export const useLabeling = (): Labeling => {
  const labeling = use(LabelingContext)
  if (!labeling) throw new Error('There is no label screen above this component')
  return labeling
}
