import type { Caller } from '../core/caller.ts'
import { checkMatch, preconditionFailed } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import { auditOperation } from '../model/audit/audit.ts'
import type { CountersReader } from '../model/items/read-counters.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectPartition } from '../model/projects/project.ts'
import type { SettingsPatch } from '../tasks/project-settings.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { showProject, type ShownProject } from '../model/projects/show-project.ts'

/**
 * Applies a merge patch (RFC 7396) to the settings of a project.
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
    const before = await openProject(store, caller, input.name, 'Admin')
    checkMatch(before, input.ifMatch)
    const at = now()
    const document = { ...settings.patchSettings(before.document, input.patch), updatedAt: at }
    const changes = settings.settingsChanges(before.document, document)
    const written = await store.batch('workspace', projectPartition, [
      { type: 'replace', document, ifMatch: before.etag },
      auditOperation(caller, document, { at, unique: newId() }, { action: 'ChangeSettings', changes }),
    ])
    if (!written.ok) throw preconditionFailed()
    return showProject(counters, { document, etag: written.etags[0] ?? '' }, before.role)
  }

export type UpdateProject = ReturnType<typeof updateProject>
