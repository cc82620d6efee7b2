import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import { tooBusy } from '../core/errors.ts'
import { auditOperation } from '../model/audit/audit.ts'
import type { CountersReader } from '../model/items/read-counters.ts'
import { openProject } from '../model/projects/project-access.ts'
import { nextStatus } from '../model/projects/project-status.ts'
import { projectPartition } from '../model/projects/project.ts'
import { showProject, type ShownProject } from '../model/projects/show-project.ts'

const attempts = 20

interface ChangeStatusDeps extends Pick<Deps, 'store' | 'now' | 'newId'> {
  readonly counters: CountersReader
}

const auditActionOf = { pause: 'PauseProject', resume: 'ResumeProject' } as const

/** Pauses or resumes a project. Idempotent. */
export const changeStatus =
  (action: 'pause' | 'resume') =>
  ({ store, now, newId, counters }: ChangeStatusDeps) =>
  async (caller: Caller, name: ProjectName): Promise<ShownProject> => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const before = await openProject(store, caller, name, 'Admin')
      const status = nextStatus(before.document, action)
      if (status === before.document.status) return showProject(counters, before, before.role)
      const at = now()
      const document = { ...before.document, status, updatedAt: at }
      const written = await store.batch('workspace', projectPartition, [
        { type: 'replace', document, ifMatch: before.etag },
        auditOperation(caller, document, { at, unique: newId() }, { action: auditActionOf[action] }),
      ])
      if (written.ok) return showProject(counters, { document, etag: written.etags[0] ?? '' }, before.role)
    }
    throw tooBusy()
  }
