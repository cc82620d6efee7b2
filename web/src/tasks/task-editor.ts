import type { ComponentType } from 'react'
import type { Schemas } from '../api/client.ts'

/** The label of one item as the API takes it, without item and skip. */
export type LabelFields = Omit<Schemas['Answer'], 'item' | 'skip' | 'reason' | 'activeMs'>

export interface ItemEditorProps {
  readonly item: Schemas['PageItem']
  readonly classes: readonly Schemas['LabelClass'][]
  readonly label: LabelFields | undefined
  readonly onChange: (label: LabelFields | undefined) => void
}

/**
 * What a task type brings to the app; `src/tasks` of the domain mirrors it. `grid`: many items at once, by class keys.
 * Without a grid each item is shown alone, in the editor of the task type.
 */
export interface TaskEditor {
  readonly name: string
  readonly grid: boolean
  /** Applies a class to the label of an item; undefined clears it. */
  readonly applyClass: (label: LabelFields | undefined, path: string) => LabelFields | undefined
  /** Whether the label answers the item, so that focus moves on. */
  readonly isComplete: (label: LabelFields | undefined) => boolean
  /** One class answers an item, so the choice moves on to the next. */
  readonly advances: boolean
  readonly classesOf: (label: LabelFields | undefined) => readonly string[]
  /** The editor of one large item; absent where the picture and the classes are enough. */
  readonly Editor?: ComponentType<ItemEditorProps>
}
