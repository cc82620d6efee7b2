import { auditOperation } from '../model/audit/audit.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { Stored } from '../ports/store.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { projectPartition, projects, type ProjectDocument } from '../model/projects/project.ts'

export interface WriteSettingsDeps extends Pick<Deps, 'store' | 'now' | 'newId'> {
  readonly tasks: Tasks
}

/**
 * Writes a project with other settings, and their audit entry.
 * @returns The project as written; undefined after a concurrent change.
 */
export const writeSettings = async (
  { store, now, newId, tasks }: WriteSettingsDeps,
  caller: Caller,
  before: Stored<ProjectDocument>,
  changed: ProjectDocument,
): Promise<Stored<ProjectDocument> | undefined> => {
  const at = now()
  const document = { ...changed, updatedAt: at }
  const changes = tasks.settings.settingsChanges(before.document, document)
  const written = await store.batch(projects.container, projectPartition, [
    { type: 'replace', document, ifMatch: before.etag },
    auditOperation(caller, document, { at, unique: newId() }, { action: 'ChangeSettings', changes }),
  ])
  return written.ok ? { document, etag: written.etags[0] ?? '' } : undefined
}
