import type { Caller } from '../core/caller.ts'
import type { ProjectName } from '../core/ids.ts'
import type { Formats } from '../formats/formats.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { Deps } from '../ports/deps.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { listedFormat, type ListedFormat } from './list-formats.ts'

/** Lists the formats that support the labels of a project. @throws DomainError `ProjectNotFound`, `Forbidden` */
export const listProjectFormats =
  ({ store, tasks, formats }: Pick<Deps, 'store'> & { readonly tasks: Tasks; readonly formats: Formats }) =>
  async (caller: Caller, name: ProjectName): Promise<readonly ListedFormat[]> => {
    const { document: project } = await openProject(store, caller, name, 'Reviewer')
    return formats.supporting(tasks.of(project).region).map((format) => listedFormat(tasks, format))
  }

export type ListProjectFormats = ReturnType<typeof listProjectFormats>
