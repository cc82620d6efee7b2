import { DomainError, type ErrorCode } from '../core/errors.ts'
import type { Task } from './task.ts'

/** The task types of a deployment, by name. */
export interface Tasks {
  readonly all: readonly Task[]
  readonly names: readonly [string, ...string[]]
  /** What task types refuse answers with. */
  readonly refusals: readonly ErrorCode[]
  /** @throws DomainError `UnsupportedTask` if this version has no such task type */
  readonly of: (project: { readonly taskType: string }) => Task
}

export const createTasks = (first: Task, ...others: readonly Task[]): Tasks => {
  const all = [first, ...others]
  const byName = new Map(all.map((task) => [task.name, task]))
  if (byName.size < all.length) throw new Error('Two task types have the same name')
  return {
    all,
    names: [first.name, ...others.map(({ name }) => name)],
    refusals: [...new Set(all.flatMap(({ refusals }) => refusals))],
    of: ({ taskType }) => {
      const task = byName.get(taskType)
      if (!task)
        throw new DomainError(
          'UnsupportedTask',
          `This version of the service has no task type '${taskType}'; deploy the version that the project was made with`,
        )
      return task
    },
  }
}
