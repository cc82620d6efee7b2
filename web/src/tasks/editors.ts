import { classTask } from './classes/class-task.ts'
import type { TaskEditor } from './task-editor.ts'

/** The task types that the app can edit, by the name in the API. */
const editors: Readonly<Record<string, TaskEditor>> = {
  MultiClass: classTask('MultiClass'),
  MultiLabel: classTask('MultiLabel'),
}

/** Undefined for a task type of a later service, which the app says and does not break on. */
export const editorOf = (taskType: string): TaskEditor | undefined => editors[taskType]
export const editableTaskTypes: readonly string[] = Object.keys(editors)
