import type { Caller } from '../core/caller.ts'
import { checkMatch, requireMatch } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import { auditOperation } from '../model/audit/audit.ts'
import type { CountersReader } from '../model/items/read-counters.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectPartition, projects } from '../model/projects/project.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import type { SettingsPatch } from '../tasks/project-settings.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { showProject, type ShownProject } from '../model/projects/show-project.ts'

/**
 * Applies a merge patch (RFC 7396) to the settings of a project. A project that already has the settings stays as it is,
 * whatever the condition.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `PreconditionRequired`, `PreconditionFailed`, `InvalidRequest`
 */
export const updateProject =
  ({
    store,
    now,
    newId,
    counters,
    tasks,
  }: Pick<Deps, 'store' | 'now' | 'newId'> & { readonly counters: CountersReader; readonly tasks: Tasks }) =>
  async (
    caller: Caller,
    input: {
      readonly name: ProjectName
      readonly patch: SettingsPatch
      readonly ifMatch: string | undefined
    },
  ): Promise<ShownProject> => {
    const { settings } = tasks
    return untilWritten(store, projects.container, projectPartition, async (fresh) => {
      const before = await openProject(store, caller, input.name, 'Admin')
      const ifMatch = requireMatch(input.ifMatch)
      if (settings.hasPatch(before.document, input.patch))
        // What is answered without a write must not rest on an old read.
        return fresh ? { value: await showProject(counters, before, before.role) } : undefined
      checkMatch(before, ifMatch)
      const at = now()
      const document = { ...settings.patchSettings(before.document, input.patch), updatedAt: at }
      const changes = settings.settingsChanges(before.document, document)
      const written = await store.batch(projects.container, projectPartition, [
        { type: 'replace', document, ifMatch: before.etag },
        auditOperation(caller, document, { at, unique: newId() }, { action: 'ChangeSettings', changes }),
      ])
      if (!written.ok) return undefined
      return { value: await showProject(counters, { document, etag: written.etags[0] ?? '' }, before.role) }
    })
  }

export type UpdateProject = ReturnType<typeof updateProject>
