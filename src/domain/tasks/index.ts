import { multiClass } from './multi-class/multi-class.ts'
import { multiLabel } from './multi-label/multi-label.ts'
import { createTasks } from './tasks.ts'

/** All task types. Code outside this folder must not branch on the name of a task type. */
export const tasks = createTasks(multiClass, multiLabel)
