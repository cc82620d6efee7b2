import type { Caller } from '../core/caller.ts'
import { checkMatch, preconditionFailed } from '../core/conditions.ts'
import type { Deps } from '../core/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import type { CountersReader } from '../items/read-counters.ts'
import { openProject } from './project-access.ts'
import { projectPartition } from './project.ts'
import { patchSettings, type ProjectPatch } from './settings.ts'
import { showProject, type ShownProject } from './show-project.ts'

/** @throws DomainError `ProjectNotFound`, `PreconditionFailed`, `InvalidRequest` */
export const updateProject =
  ({ store, now, counters }: Pick<Deps, 'store' | 'now'> & { readonly counters: CountersReader }) =>
  async (
    caller: Caller,
    input: { readonly name: ProjectName; readonly patch: ProjectPatch; readonly ifMatch: string },
  ): Promise<ShownProject> => {
    const before = await openProject(store, caller, input.name, 'Admin')
    checkMatch(before, input.ifMatch)
    const document = { ...patchSettings(before.document, input.patch), updatedAt: now() }
    const written = await store.batch('workspace', projectPartition, [
      { type: 'replace', document, ifMatch: before.etag },
    ])
    if (!written.ok) throw preconditionFailed()
    return showProject(counters, { document, etag: written.etags[0] ?? '' })
  }

export type UpdateProject = ReturnType<typeof updateProject>
