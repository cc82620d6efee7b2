import { multiClass } from './multi-class/multi-class.ts'
import { multiLabel } from './multi-label/multi-label.ts'
import { createTasks } from './tasks.ts'

/** Every task type. Nothing outside this folder compares a task type's name. */
export const tasks = createTasks(multiClass, multiLabel)
