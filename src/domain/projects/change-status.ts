import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import type { CountersReader } from '../model/items/read-counters.ts'
import { openProject } from '../model/projects/project-access.ts'
import { nextStatus } from '../model/projects/project-status.ts'
import { projectPartition, projects } from '../model/projects/project.ts'
import { showProject, type ShownProject } from '../model/projects/show-project.ts'

interface ChangeStatusDeps extends Pick<Deps, 'store' | 'now' | 'newId'> {
  readonly counters: CountersReader
}

const auditActionOf = { pause: 'PauseProject', resume: 'ResumeProject' } as const

/** Pauses or resumes a project. Idempotent. */
export const changeStatus =
  (action: 'pause' | 'resume') =>
  ({ store, now, newId, counters }: ChangeStatusDeps) =>
  (caller: Caller, name: ProjectName): Promise<ShownProject> =>
    untilWritten(store, projects.container, projectPartition, async (fresh) => {
      const before = await openProject(store, caller, name, 'Admin')
      const status = nextStatus(before.document, action)
      // What is answered without a write must not rest on an old read.
      if (status === before.document.status)
        return fresh ? { value: await showProject(counters, before, before.role) } : undefined
      const at = now()
      const document = { ...before.document, status, updatedAt: at }
      const written = await store.batch(projects.container, projectPartition, [
        { type: 'replace', document, ifMatch: before.etag },
        auditOperation(caller, document, { at, unique: newId() }, { action: auditActionOf[action] }),
      ])
      if (!written.ok) return undefined
      const after = { document, etag: written.etags[0] ?? '' }
      return { value: await showProject(counters, after, before.role) }
    })
