import { DomainError } from '../core/errors.ts'
import type { MediaType } from '../model/datasets/dataset.ts'
import type { OptionRows } from '../model/projects/settings/define-option.ts'
import { createProjectSettings, type ProjectSettings } from './project-settings.ts'
import type { Task, TaskProblemCode } from './task.ts'

/** The task types of a deployment, by name. */
export interface Tasks {
  readonly all: readonly Task[]
  readonly names: readonly [string, ...string[]]
  /** The media types that a task type labels. */
  readonly media: readonly [MediaType, ...MediaType[]]
  /** The error codes with which task types refuse answers. */
  readonly refusals: readonly TaskProblemCode[]
  /** The settings of projects, with the options of every task type. */
  readonly settings: ProjectSettings
  /** Returns the task type of a project. @throws DomainError `UnsupportedTask` if this version does not have it */
  readonly of: (project: { readonly taskType: string }) => Task
}

/** The options of all task types. Several task types may share the same row. */
const optionsOf = (all: readonly Task[]): OptionRows => {
  const rows = new Map<string, OptionRows[string]>()
  for (const [name, row] of all.flatMap(({ options }) => Object.entries(options))) {
    if ((rows.get(name) ?? row) !== row) throw new Error(`Two task types have an option ${name}`)
    rows.set(name, row)
  }
  return Object.fromEntries(rows)
}

export const createTasks = (first: Task, ...others: readonly Task[]): Tasks => {
  const all = [first, ...others]
  const byName = new Map(all.map((task) => [task.name, task]))
  if (byName.size < all.length) throw new Error('Two task types have the same name')
  const [firstMedia, ...otherMedia] = new Set(all.flatMap(({ media }) => media))
  if (firstMedia === undefined) throw new Error('No task type labels any media type')
  return {
    all,
    names: [first.name, ...others.map(({ name }) => name)],
    media: [firstMedia, ...otherMedia],
    refusals: [...new Set(all.flatMap(({ refusals }) => refusals))],
    settings: createProjectSettings(optionsOf(all)),
    of: ({ taskType }) => {
      const task = byName.get(taskType)
      if (!task)
        throw new DomainError(
          'UnsupportedTask',
          `This version of the service has no task type '${taskType}'; deploy the version that created the project`,
        )
      return task
    },
  }
}
