import type { Format } from '../formats/format.ts'
import type { Formats } from '../formats/formats.ts'
import type { ExportPlan } from '../model/exports/export.ts'
import type { Task } from '../tasks/task.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { createLayout } from './layouts/create-layout.ts'
import type { LayoutDeps, LayoutWriter } from './layouts/layout.ts'

interface OpenedLayout {
  readonly task: Task
  readonly format: Format
  readonly layout: LayoutWriter
}

/** Resolves the task type and the format of a plan, and creates the writer for the format's layout. */
export const openLayout = (
  deps: LayoutDeps & {
    readonly serviceVersion: string
    readonly tasks: Tasks
    readonly formats: Formats
  },
  plan: ExportPlan,
): OpenedLayout => {
  const { serviceVersion } = deps
  const task = deps.tasks.of(plan)
  const format = deps.formats.of(plan.format)
  return { task, format, layout: createLayout(deps, format, { plan, serviceVersion, regions: task.regions }) }
}
