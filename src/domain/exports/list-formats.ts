import { authorize, type Caller } from '../core/caller.ts'
import type { Format } from '../formats/format.ts'
import type { Formats } from '../formats/formats.ts'
import type { Tasks } from '../tasks/tasks.ts'

export interface ListedFormat {
  readonly format: Format
  /** The task types whose labels the format supports. */
  readonly taskTypes: readonly string[]
}

export const listedFormat = (tasks: Tasks, format: Format): ListedFormat => ({
  format,
  taskTypes: tasks.all.filter(({ region }) => format.takes.includes(region)).map(({ name }) => name),
})

/** Lists all formats of this version. @throws DomainError `Forbidden` */
export const listFormats =
  ({ tasks, formats }: { readonly tasks: Tasks; readonly formats: Formats }) =>
  async (caller: Caller): Promise<readonly ListedFormat[]> => {
    authorize(caller, 'Labeler')
    return formats.all.map((format) => listedFormat(tasks, format))
  }

export type ListFormats = ReturnType<typeof listFormats>
