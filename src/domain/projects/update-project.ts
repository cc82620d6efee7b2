import type { Caller } from '../core/caller.ts'
import { checkMatch, requireMatch } from '../core/conditions.ts'
import type { ProjectName } from '../core/ids.ts'
import type { CountersReader } from '../model/items/read-counters.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectPartition, projects } from '../model/projects/project.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import type { SettingsPatch } from '../tasks/project-settings.ts'
import { showProject, type ShownProject } from '../model/projects/show-project.ts'
import { checkExamples } from './check-examples.ts'
import { writeSettings, type WriteSettingsDeps } from './write-settings.ts'

/**
 * Applies a merge patch (RFC 7396) to the settings of a project. A project that already has the settings stays as it is,
 * whatever the condition.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `PreconditionRequired`, `PreconditionFailed`, `InvalidRequest`
 */
export const updateProject =
  (deps: WriteSettingsDeps & { readonly counters: CountersReader }) =>
  async (
    caller: Caller,
    input: {
      readonly name: ProjectName
      readonly patch: SettingsPatch
      readonly ifMatch: string | undefined
    },
  ): Promise<ShownProject> => {
    const { store, counters, tasks } = deps
    const { settings } = tasks
    return untilWritten(store, projects.container, projectPartition, async (fresh) => {
      const before = await openProject(store, caller, input.name, 'Admin')
      const ifMatch = requireMatch(input.ifMatch)
      if (settings.hasPatch(before.document, input.patch))
        // What is answered without a write must not rest on an old read.
        return fresh ? { value: await showProject(counters, before, before.role) } : undefined
      checkMatch(before, ifMatch)
      const changed = settings.patchSettings(before.document, input.patch)
      await checkExamples(store, before.document, changed)
      const written = await writeSettings(deps, caller, before, changed)
      return written && { value: await showProject(counters, written, before.role) }
    })
  }

export type UpdateProject = ReturnType<typeof updateProject>
